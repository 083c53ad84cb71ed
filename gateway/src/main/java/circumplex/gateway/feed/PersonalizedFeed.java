package circumplex.gateway.feed;

import circumplex.values.ScoreVector;
import java.util.Map;

/**
 * What posts are ranked by.
 *
 * @param scorerId the scorer whose scale all scores are on; empty if there are none
 * @param calibratorId who personalised; empty if nobody did
 * @param scores by post id; a post that is missing here is unscored
 * @param mixedScorers whether posts were left out because another scorer scored them
 * @param inactive annotations of the person that have no scores of that scorer, and so had no effect
 */
public record PersonalizedFeed(
        String scorerId, String calibratorId, Map<String, ScoreVector> scores, boolean mixedScorers, int inactive) {

    public PersonalizedFeed {
        scores = Map.copyOf(scores);
    }

    /** Of nobody who has annotated. */
    public PersonalizedFeed(String scorerId, String calibratorId, Map<String, ScoreVector> scores, boolean mixedScorers) {
        this(scorerId, calibratorId, scores, mixedScorers, 0);
    }

    public boolean personalized() {
        return !calibratorId.isEmpty();
    }
}
