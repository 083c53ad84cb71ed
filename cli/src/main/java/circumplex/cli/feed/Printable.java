package circumplex.cli.feed;

/** Text from outside, made safe for a terminal. */
public final class Printable {

    private Printable() {}

    /**
     * The text on one line: runs of white space and control characters become one space, and characters that turn the reading
     * direction of what follows are left out.
     */
    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (Character.isWhitespace(codePoint) || Character.isISOControl(codePoint) || Character.isSpaceChar(codePoint)) {
                if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            } else if (!turnsDirection(codePoint)) {
                line.appendCodePoint(codePoint);
            }
        });
        return line.toString().stripTrailing();
    }

    /** At most {@code columns} terminal columns of {@link #oneLine}, with an ellipsis where something was cut. */
    public static String preview(String text, int columns) {
        String line = oneLine(text);
        if (width(line) <= columns) {
            return line;
        }
        int end = 0;
        int used = 0;
        while (used + width(line.codePointAt(end)) < columns) {
            used += width(line.codePointAt(end));
            end += Character.charCount(line.codePointAt(end));
        }
        return line.substring(0, end).stripTrailing() + "…";
    }

    /** Terminal columns that {@code line} takes. */
    public static int width(String line) {
        return line.codePoints().map(Printable::width).sum();
    }

    private static int width(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    private static boolean isWide(int codePoint) {
        return Character.isIdeographic(codePoint)
                || (codePoint >= 0x3000 && codePoint <= 0x30FF)
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                || (codePoint >= 0xFF01 && codePoint <= 0xFF60)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF);
    }

    private static boolean turnsDirection(int codePoint) {
        return codePoint == 0x061C
                || codePoint == 0x200E
                || codePoint == 0x200F
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
