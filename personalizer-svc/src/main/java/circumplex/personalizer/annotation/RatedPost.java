package circumplex.personalizer.annotation;

import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import java.util.HashMap;
import java.util.Map;

/**
 * What a person said about one post, beside what scorers said. No text form shows the ratings.
 *
 * @param contentKey the classifier's key of the text
 * @param scores by scorer id; none if no scorer has seen the post
 */
public record RatedPost(String contentKey, RatingVector ratings, Map<String, ScoreVector> scores) {

    public RatedPost {
        scores = Map.copyOf(scores);
    }

    /** This, and of what the same person said earlier about the same post the values and scorers that are absent here. */
    public RatedPost over(RatedPost earlier) {
        Map<String, ScoreVector> merged = new HashMap<>(earlier.scores);
        merged.putAll(scores);
        return new RatedPost(contentKey, ratings.over(earlier.ratings), merged);
    }

    @Override
    public String toString() {
        return "a rated post";
    }
}
