package circumplex.gateway;

import circumplex.values.ScoreVector;
import java.util.Map;
import java.util.Optional;

/**
 * One post with what scorers say about it.
 *
 * @param contentKey names the text; empty if it is blank or the classifier was not asked
 * @param scores by scorer id; empty if the post is unscored
 * @param pending whether a scorer still works on it
 */
record ClassifiedPost(
        String id,
        String contentKey,
        Map<String, ScoreVector> scores,
        Optional<UnscoredReason> unscoredReason,
        boolean pending) {

    ClassifiedPost {
        scores = Map.copyOf(scores);
    }

    /** What stands in for the classifier's answer when there is none. */
    static ClassifiedPost unclassified(FeedPost post) {
        UnscoredReason reason =
                post.hasText() ? UnscoredReason.CLASSIFIER_UNAVAILABLE : UnscoredReason.EMPTY_TEXT;
        return new ClassifiedPost(post.id(), "", Map.of(), Optional.of(reason), false);
    }
}
