package circumplex.classifier.text;

import java.nio.charset.StandardCharsets;

/**
 * Names a text without holding it: SHA-256 of the normaliser's version, a line feed and the normalised text; in a reply followed by a
 * line feed and the normalised text that it replies to. Normalised text has no line feed, so none of the parts can be read as another.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ContentKey(String hex) implements Comparable<ContentKey> {

    private static final int DIGITS = 64;

    public ContentKey {
        if (!isKey(hex)) {
            throw new IllegalArgumentException("a content key has 64 lower-case hexadecimal digits");
        }
    }

    /** @param normalised a text as {@link TextNormaliser} leaves it */
    static ContentKey of(String normalised) {
        return new ContentKey(Sha256.hex(
                (TextNormaliser.VERSION + "\n").getBytes(StandardCharsets.UTF_8), normalised.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param repliedTo what the text replies to, as {@link TextNormaliser} leaves it; empty if nothing */
    static ContentKey of(String normalised, String repliedTo) {
        return repliedTo.isEmpty() ? of(normalised) : of(normalised + "\n" + repliedTo);
    }

    /** Without a regular expression: one key is made for each post. */
    private static boolean isKey(String hex) {
        boolean digits = hex.length() == DIGITS;
        for (int i = 0; digits && i < DIGITS; i++) {
            char digit = hex.charAt(i);
            digits = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
        }
        return digits;
    }

    @Override
    public int compareTo(ContentKey other) {
        return hex.compareTo(other.hex);
    }
}
