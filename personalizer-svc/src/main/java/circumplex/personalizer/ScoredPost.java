package circumplex.personalizer;

import circumplex.values.ScoreVector;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A post to personalize.
 *
 * @param postId the client's id, to find the post in the answer
 * @param scores by scorer id, the preferred scorer first
 */
record ScoredPost(String postId, Map<String, ScoreVector> scores) {

    ScoredPost {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }
}
