package circumplex.classifier.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits a normalised text into words, hashtags and emoji in one pass. Links and mentions are left out: they say nothing about
 * language or values.
 */
public final class Tokeniser {

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int clause;

    private Tokeniser(String text) {
        this.text = text;
    }

    public static List<Token> split(String normalised) {
        Tokeniser tokeniser = new Tokeniser(normalised);
        tokeniser.run();
        return tokeniser.tokens;
    }

    private void run() {
        boolean chunkStarts = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ') {
                at++;
                chunkStarts = true;
            } else if (chunkStarts && isLink()) {
                skipChunk();
            } else {
                chunkStarts = false;
                next(text.codePointAt(at));
            }
        }
    }

    private void next(int codePoint) {
        if (isWordPart(codePoint)) {
            word();
        } else if (codePoint == '#') {
            at++;
            hashtag();
        } else if (codePoint == '@') {
            skipChunk();
        } else if (Emoji.isEmoji(codePoint)) {
            emoji();
        } else {
            at += Character.charCount(codePoint);
            // A hyphen or a slash joins words; an apostrophe or a mark at the edge of a word says nothing.
            if (endsClause(codePoint)) {
                clause++;
            }
        }
    }

    private void word() {
        int start = at;
        at = wordEnd(at);
        add(Token.Kind.WORD, withoutPossessive(plain(start, at)));
    }

    private void hashtag() {
        int start = at;
        at = wordEnd(at);
        if (at == start) {
            return;
        }
        clause = afterHashtag() ? clause + 1 : clause;
        add(Token.Kind.HASHTAG, plain(start, at));
        int part = start;
        for (int i = start + 1; i < at; i++) {
            if (splitsHashtag(i, at)) {
                add(Token.Kind.HASHTAG_PART, plain(part, i));
                part = i;
            }
        }
        add(Token.Kind.HASHTAG_PART, plain(part, at));
    }

    /** Hashtags in a row do not speak about each other. */
    private boolean afterHashtag() {
        return !tokens.isEmpty() && tokens.get(tokens.size() - 1).kind() == Token.Kind.HASHTAG_PART;
    }

    /** Before a capital that follows a small letter, before the last capital of a run, and between letters and digits. */
    private boolean splitsHashtag(int i, int end) {
        char before = text.charAt(i - 1);
        char c = text.charAt(i);
        boolean acronymEnds = Character.isUpperCase(before) && i + 1 < end && Character.isLowerCase(text.charAt(i + 1));
        return (Character.isUpperCase(c) && (!Character.isUpperCase(before) || acronymEnds))
                || Character.isDigit(c) != Character.isDigit(before);
    }

    private void emoji() {
        StringBuilder emoji = new StringBuilder();
        boolean joined = true;
        while (at < text.length() && joined) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            emoji.appendCodePoint(codePoint);
            while (at < text.length() && Emoji.isSkinTone(text.codePointAt(at))) {
                at += 2;
            }
            joined = at + 1 < text.length() && text.charAt(at) == Emoji.JOINER && Emoji.isEmoji(text.codePointAt(at + 1));
            at += joined ? 1 : 0;
        }
        add(Token.Kind.EMOJI, emoji.toString());
        clause++;
    }

    private void add(Token.Kind kind, String token) {
        tokens.add(new Token(kind, token, clause));
    }

    /** The part of the text in lower case, every apostrophe as the plain one. */
    private String plain(int start, int end) {
        return text.substring(start, end).replace('\u2019', '\'').replace('\u02BC', '\'').toLowerCase(Locale.ROOT);
    }

    private static String withoutPossessive(String word) {
        return word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
    }

    /** The end of the word that starts at {@code start}; an apostrophe counts between word characters only. */
    private int wordEnd(int start) {
        int end = start;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            int width = Character.charCount(codePoint);
            boolean inside = isWordPart(codePoint)
                    || (end > start && isApostrophe(codePoint) && end + 1 < text.length()
                            && isWordPart(text.codePointAt(end + 1)));
            if (!inside) {
                break;
            }
            end += width;
        }
        return end;
    }

    /** Whether the chunk that starts here, up to the next space, is a web address. */
    private boolean isLink() {
        int end = chunkEnd();
        int dot = -1;
        for (int i = at; i < end; i++) {
            char c = text.charAt(i);
            if (c == ':' && text.startsWith("//", i + 1)) {
                return true;
            }
            if (c == '.') {
                dot = i;
            } else if (c == '/') {
                return dot > at && i - dot > 2 && Character.isLetter(text.charAt(dot + 1));
            }
        }
        return text.regionMatches(true, at, "www.", 0, 4);
    }

    private void skipChunk() {
        at = chunkEnd();
    }

    private int chunkEnd() {
        int space = text.indexOf(' ', at);
        return space < 0 ? text.length() : space;
    }

    private static boolean isWordPart(int codePoint) {
        if (codePoint < 0x80) {
            return (codePoint >= 'a' && codePoint <= 'z')
                    || (codePoint >= 'A' && codePoint <= 'Z')
                    || (codePoint >= '0' && codePoint <= '9');
        }
        return Character.isLetterOrDigit(codePoint) || isCombining(codePoint);
    }

    private static boolean isCombining(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isApostrophe(int codePoint) {
        return codePoint == '\'' || codePoint == 0x2019 || codePoint == 0x02BC;
    }

    private static boolean endsClause(int codePoint) {
        return switch (codePoint) {
            case '-', '/', '\'', 0x2019, 0x02BC, '_', '&', '*', '"', 0x201C, 0x201D, 0x2010, 0x2011 -> false;
            default -> true;
        };
    }
}
