package circumplex.personalizer.annotation;

import java.util.Optional;

/**
 * What a person says about one post, before a request and after it. No text form shows it.
 *
 * @param before empty if the post was not annotated
 * @param after empty if it is annotated no longer
 */
public record Change(Optional<RatedPost> before, Optional<RatedPost> after) {

    @Override
    public String toString() {
        return "a change";
    }
}
