package circumplex.personalizer.annotation;

import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a person said about one post, beside what scorers said. No text form shows the ratings.
 *
 * @param contentKey the classifier's key of the text
 * @param scores by scorer id, the scorer first that said it last; none if no scorer has seen the post
 */
public record RatedPost(String contentKey, RatingVector ratings, Map<String, ScoreVector> scores) {

    public RatedPost {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /** This, and of what the same person said earlier about the same post the values and scorers that are absent here. */
    public RatedPost over(RatedPost earlier) {
        Map<String, ScoreVector> merged = new LinkedHashMap<>(scores);
        earlier.scores.forEach(merged::putIfAbsent);
        return new RatedPost(contentKey, ratings.over(earlier.ratings), merged);
    }

    @Override
    public String toString() {
        return "a rated post";
    }
}
