package circumplex.gateway.profile;

import circumplex.values.WeightVector;
import java.util.regex.Pattern;

/**
 * Ready-made weights to start from.
 *
 * @param id lower-case words joined by hyphens, at most 64 characters
 * @param weights at least one of them not 0
 */
public record Preset(String id, String title, String description, WeightVector weights) {

    private static final Pattern ID = Pattern.compile("(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*");

    public Preset {
        require(ID.matcher(id).matches(), "'" + id + "' is not an id of lower-case words joined by hyphens");
        require(!title.isBlank() && !description.isBlank(), "preset " + id + " needs a title and a description");
        require(!weights.isZero(), "preset " + id + " weighs nothing");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
