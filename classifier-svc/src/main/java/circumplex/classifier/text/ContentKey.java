package circumplex.classifier.text;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Names a text without holding it: SHA-256 of the normaliser's version, a line feed and the normalised text; in a reply followed by a
 * line feed and the normalised text that it replies to. Normalised text has no line feed, so none of the parts can be read as another.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ContentKey(String hex) implements Comparable<ContentKey> {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public ContentKey {
        if (!HEX.matcher(hex).matches()) {
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

    @Override
    public int compareTo(ContentKey other) {
        return hex.compareTo(other.hex);
    }
}
