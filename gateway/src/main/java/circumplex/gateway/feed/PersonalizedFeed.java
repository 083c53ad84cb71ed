package circumplex.gateway.feed;

import circumplex.values.ScoreVector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What posts are ranked by.
 *
 * @param scorerIds whose scores all of this rests on, and without a model the one whose scale it is on; none if there are no scores
 * @param calibratorId who personalised; empty if nobody did
 * @param scores by post id; a post that is missing here is unscored
 * @param mixedScorers whether posts were left out because another scorer scored them
 * @param doubt how far the scores may be off, if anybody said so
 * @param inactive annotations of the person without scores that this could use, and so without effect
 */
public record PersonalizedFeed(
        List<String> scorerIds,
        String calibratorId,
        Map<String, ScoreVector> scores,
        boolean mixedScorers,
        Optional<Doubt> doubt,
        int inactive) {

    public PersonalizedFeed {
        scorerIds = List.copyOf(scorerIds);
        scores = Map.copyOf(scores);
    }

    /** Of nobody who has annotated. */
    public PersonalizedFeed(
            List<String> scorerIds, String calibratorId, Map<String, ScoreVector> scores, boolean mixedScorers, Optional<Doubt> doubt) {
        this(scorerIds, calibratorId, scores, mixedScorers, doubt, 0);
    }

    /**
     * How far scores may be off.
     *
     * @param errors standard errors by post id, for every scored post
     * @param residualCorrelation how the errors of the values go together, row after row; empty if that is not known
     */
    public record Doubt(Map<String, ScoreVector> errors, List<Float> residualCorrelation) {

        public Doubt {
            errors = Map.copyOf(errors);
            residualCorrelation = List.copyOf(residualCorrelation);
        }
    }

    /** Base scores of one scorer, of which nobody knows how far they are off. */
    static PersonalizedFeed ofBase(String scorerId, Map<String, ScoreVector> scores, boolean mixedScorers) {
        return new PersonalizedFeed(scorerId.isEmpty() ? List.of() : List.of(scorerId), "", scores, mixedScorers, Optional.empty());
    }

    /** The first scorer; empty if there is none. */
    public String scorerId() {
        return scorerIds.isEmpty() ? "" : scorerIds.get(0);
    }

    public boolean personalized() {
        return !calibratorId.isEmpty();
    }
}
