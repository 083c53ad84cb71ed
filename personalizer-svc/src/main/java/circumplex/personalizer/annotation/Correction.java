package circumplex.personalizer.annotation;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about one post, over what they said before. No text form shows it.
 *
 * @param post ratings to set, perhaps none
 * @param withdrawn positions of the values whose earlier rating is taken back
 */
public record Correction(RatedPost post, Set<Integer> withdrawn) {

    public Correction {
        withdrawn = Set.copyOf(withdrawn);
        for (int position : withdrawn) {
            if (post.ratings().rated(position)) {
                throw new IllegalArgumentException("a value is rated and withdrawn at once");
            }
        }
    }

    /** Ratings, and nothing taken back. */
    public static Correction of(RatedPost post) {
        return new Correction(post, Set.of());
    }

    boolean rates() {
        return post.ratings().ratedCount() > 0;
    }

    /** What holds afterwards; empty if no rating is left. */
    Optional<RatedPost> over(@Nullable RatedPost earlier) {
        RatedPost all = earlier == null ? post : post.over(earlier);
        RatedPost left = new RatedPost(all.contentKey(), all.ratings().without(withdrawn), all.scores());
        return Optional.of(left).filter(rated -> rated.ratings().ratedCount() > 0);
    }

    @Override
    public String toString() {
        return "a correction";
    }
}
