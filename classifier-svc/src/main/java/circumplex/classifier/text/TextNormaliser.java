package circumplex.classifier.text;

import java.text.Normalizer;

/**
 * Brings texts that a reader cannot tell apart into one form, so that they share one {@link ContentKey} and one score.
 *
 * <p>NFKC folds styled and full-width letters into plain ones. Format characters (zero-width, bidirectional controls, tags),
 * variation selectors and other invisible characters go, except the joiner inside an emoji. Every run of white space becomes
 * one space, and none is left at the ends. Case stays: hashtags are split by it. Emoji stay.
 *
 * <p>A run of combining marks is cut after {@value #MAX_MARKS}: real writing has fewer (UAX #15, stream-safe text), and sorting
 * longer ones would take time in the square of their number.
 */
public final class TextNormaliser {

    /** Part of every content key. Another result for any text needs another version. */
    public static final String VERSION = "1";

    static final int MAX_MARKS = 30;

    private TextNormaliser() {}

    /** Idempotent; blank text becomes the empty string. */
    public static String normalise(String text) {
        // Twice: what is invisible must not keep letters from composing, and composing may bring forth spaces.
        return tidy(Normalizer.normalize(tidy(text), Normalizer.Form.NFKC));
    }

    private static String tidy(String text) {
        StringBuilder tidy = new StringBuilder(text.length());
        boolean space = false;
        boolean emoji = false;
        int marks = 0;
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (isSpace(codePoint)) {
                space = !tidy.isEmpty();
                emoji = false;
                marks = 0;
                continue;
            }
            if (isInvisible(codePoint) && !(codePoint == Emoji.JOINER && emoji)) {
                continue;
            }
            boolean mark = isMark(codePoint);
            marks = mark ? marks + 1 : 0;
            if (marks > MAX_MARKS) {
                continue;
            }
            if (space) {
                tidy.append(' ');
                space = false;
            }
            tidy.appendCodePoint(codePoint);
            emoji = Emoji.isEmoji(codePoint) || Emoji.isSkinTone(codePoint);
        }
        return tidy.toString();
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == 0x85 || isFiller(codePoint);
    }

    /** Letters and symbols that show as blank: Hangul fillers and the empty Braille pattern. */
    private static boolean isFiller(int codePoint) {
        return switch (codePoint) {
            case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800 -> true;
            default -> false;
        };
    }

    private static boolean isInvisible(int codePoint) {
        if (codePoint < 0x7F) {
            return codePoint < ' ';
        }
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT, Character.CONTROL -> true;
            case Character.NON_SPACING_MARK -> isSelector(codePoint);
            default -> false;
        };
    }

    /** Marks without a shape: variation selectors, the grapheme joiner, the inherent Khmer vowels. */
    private static boolean isSelector(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF)
                || (codePoint >= 0x180B && codePoint <= 0x180F)
                || codePoint == 0x034F
                || codePoint == 0x17B4
                || codePoint == 0x17B5;
    }

    private static boolean isMark(int codePoint) {
        if (codePoint < 0x300) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }
}
