package circumplex.cli.feed;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One post of a file. Only id and text reach a service; the rest is what people see beside a ranking.
 *
 * @param id unique in the file, 1 to 256 bytes of UTF-8
 * @param text at most 10,000 code points; may be blank
 */
public record Post(
        String id,
        String text,
        Optional<String> author,
        OptionalLong likes,
        OptionalLong reposts,
        OptionalLong replies,
        Optional<String> replyTo,
        Optional<String> createdAt) {

    /** A post of which nothing else is known. */
    public static Post of(String id, String text) {
        return new Post(
                id,
                text,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Never shows the text: posts are private. */
    @Override
    public String toString() {
        return "Post[" + id + "]";
    }
}
