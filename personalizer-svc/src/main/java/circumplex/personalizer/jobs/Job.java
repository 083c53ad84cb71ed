package circumplex.personalizer.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One training or evaluation.
 *
 * @param recorded whether it works on what the people of the tenant annotated; the data set has no id then
 * @param baseModelId whose population map a training fits: a model of the registry, or {@link #SHIPPED}; empty if it trains anew
 * @param modelId what an evaluation judges, or a training has made; empty until it has
 * @param scorerIds whose scores a model takes; none for all of the data set
 * @param settings of training, by the names of the spec file
 * @param stepsTotal 0 while it is not known
 * @param secondsLeft negative while it is not known
 * @param failure empty unless it failed
 */
public record Job(
        String tenant,
        String id,
        Kind kind,
        State state,
        String datasetId,
        boolean recorded,
        String baseModelId,
        String modelId,
        List<String> scorerIds,
        long seed,
        Map<String, Double> settings,
        int stepsDone,
        int stepsTotal,
        int secondsLeft,
        String failure,
        Instant createTime,
        Optional<Instant> startTime,
        Optional<Instant> endTime) {

    /** The model that ships, which is in no registry. */
    public static final String SHIPPED = "shipped";

    public Job {
        scorerIds = List.copyOf(scorerIds);
        settings = Map.copyOf(settings);
    }

    /** What it does. */
    public enum Kind {
        TRAINING,
        EVALUATION
    }

    /** Where it stands. */
    public enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        public boolean ended() {
            return this != QUEUED && this != RUNNING;
        }
    }
}
