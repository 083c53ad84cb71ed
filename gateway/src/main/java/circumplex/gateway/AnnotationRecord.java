package circumplex.gateway;

import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import java.time.Instant;
import java.util.Map;

/** One annotation as the personalizer keeps it. */
record AnnotationRecord(
        String contentKey, RatingVector ratings, Map<String, ScoreVector> baseScores, Instant annotatedAt) {

    AnnotationRecord {
        baseScores = Map.copyOf(baseScores);
    }
}
