package circumplex.cli;

import circumplex.cli.feed.BadInput;
import circumplex.cli.feed.PostText;
import java.nio.charset.StandardCharsets;

/** The id of a person: opaque, 1 to 128 bytes. */
final class Person {

    private static final int MAX_BYTES = 128;

    private Person() {}

    /** @throws BadInput if {@code typed} cannot be an id */
    static String require(String typed) {
        PostText.requireCharacters("--user", typed);
        int bytes = typed.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new BadInput("--user: must have 1 to " + MAX_BYTES + " bytes, has " + bytes);
        }
        return typed;
    }
}
