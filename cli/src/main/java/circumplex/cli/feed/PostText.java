package circumplex.cli.feed;

/** What a text must be so that every service reads the same characters. */
public final class PostText {

    /** Unicode code points in one post. */
    public static final int MAX_CODE_POINTS = 10_000;

    private PostText() {}

    /**
     * @param name the field or argument to name in the message
     * @throws BadInput if {@code text} is too long
     */
    public static void requireLength(String name, String text) {
        int length = text.codePointCount(0, text.length());
        if (length > MAX_CODE_POINTS) {
            throw new BadInput(name + ": must have at most " + MAX_CODE_POINTS + " characters, has " + length);
        }
    }

    /**
     * Refuses halves of surrogate pairs, which no UTF-8 can carry, and NUL, which databases refuse.
     *
     * @throws BadInput naming the first character at fault, counted in code points from 1
     */
    public static void requireCharacters(String name, String text) {
        int position = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            position++;
            int codePoint = text.codePointAt(i);
            if (codePoint == 0) {
                throw new BadInput(name + ": character " + position + " is NUL (\\u0000); remove it");
            }
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw new BadInput(name + ": character " + position + " is half of a surrogate pair (\\u"
                        + Integer.toHexString(codePoint) + "); write the whole character");
            }
        }
    }
}
