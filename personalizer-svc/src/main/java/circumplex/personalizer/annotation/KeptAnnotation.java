package circumplex.personalizer.annotation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One annotation as it is kept, readable without its value set, which may be retired. No text form shows the ratings.
 *
 * @param valueSetSha256 SHA-256 of the order in which the scores are packed
 * @param annotateTime of the last change
 * @param ratings by value id
 * @param scores in the order of scorer ids
 */
public record KeptAnnotation(
        String valueSetId,
        int valueSetVersion,
        String valueSetSha256,
        String contentKey,
        Instant annotateTime,
        Map<String, Integer> ratings,
        List<KeptScores> scores) {

    public KeptAnnotation {
        ratings = Map.copyOf(ratings);
        scores = List.copyOf(scores);
    }

    @Override
    public String toString() {
        return "a kept annotation";
    }

    /**
     * What one scorer said about the annotated post.
     *
     * @param scores packed in the order of the value set
     */
    public record KeptScores(String scorerId, List<Float> scores) {

        public KeptScores {
            scores = List.copyOf(scores);
        }
    }
}
