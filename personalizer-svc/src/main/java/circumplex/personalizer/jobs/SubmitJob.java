package circumplex.personalizer.jobs;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import circumplex.personalizer.registry.Registry;
import circumplex.personalizer.research.SpecFile;
import circumplex.personalizer.serving.StartingModel;
import com.google.gson.JsonObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Queues trainings and evaluations. */
@Singleton
public final class SubmitJob {

    private static final Duration BUSY = Duration.ofMinutes(1);

    private final JobStore jobs;
    private final DatasetStore datasets;
    private final Registry registry;
    private final JobSettings settings;

    SubmitJob(JobStore jobs, DatasetStore datasets, Registry registry, JobSettings settings) {
        this.jobs = jobs;
        this.datasets = datasets;
        this.registry = registry;
        this.settings = settings;
    }

    /**
     * What to train on, and how.
     *
     * @param datasetId empty for what the people of the tenant annotated
     * @param baseModelId whose population map is fitted; empty trains anew
     * @param scorerIds none for all of the data set, or those of the base
     * @param settings by the names of the spec file
     */
    public record Training(String datasetId, String baseModelId, List<String> scorerIds, long seed, Map<String, Double> settings) {

        public Training {
            scorerIds = List.copyOf(scorerIds);
            settings = Map.copyOf(settings);
        }
    }

    /** @throws Refusal NOT_FOUND, BUSY; INVALID_REQUEST naming what cannot be used */
    public Job train(String tenant, Training training) {
        List<String> scorers = training.baseModelId().isEmpty() ? training.scorerIds() : base(tenant, training.baseModelId());
        if (!training.datasetId().isEmpty()) {
            List<String> known = datasets.require(tenant, training.datasetId()).scorerIds();
            for (int i = 0; i < scorers.size(); i++) {
                if (!known.contains(scorers.get(i))) {
                    throw training.baseModelId().isEmpty()
                            ? Refusal.invalid("scorer_ids[" + i + "]", "scorer_ids.known", "is none of the scorers of the data set")
                            : Refusal.invalid(
                                    "base_model_id", "base_model_id.scorers", "takes scores of '" + scorers.get(i) + "', which the data set has not");
                }
            }
        }
        try {
            SpecFile.of(json(training.settings()));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("settings", "settings", "cannot be used: " + e.getMessage());
        }
        return queue(tenant, Job.Kind.TRAINING, training, "", scorers);
    }

    /** The scorers of a base model. */
    private List<String> base(String tenant, String modelId) {
        if (!modelId.equals(Job.SHIPPED)) {
            return registry.require(tenant, modelId).scorerIds();
        }
        return StartingModel.shipped()
                .map(model -> CalibratorFolder.weights(model).scorers())
                .orElseThrow(() -> Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, "No model ships.").with("resource", "model"));
    }

    /** @throws Refusal NOT_FOUND, BUSY */
    public Job evaluate(String tenant, String modelId, String datasetId, long seed) {
        datasets.require(tenant, datasetId);
        registry.require(tenant, modelId);
        return queue(tenant, Job.Kind.EVALUATION, new Training(datasetId, "", List.of(), seed, Map.of()), modelId, List.of());
    }

    /** Whole numbers as such: some settings are counts. */
    static JsonObject json(Map<String, Double> spec) {
        JsonObject json = new JsonObject();
        spec.forEach((name, value) -> json.addProperty(name, value == Math.rint(value) && Math.abs(value) < 1e9 ? (Number) value.intValue() : value));
        return json;
    }

    private Job queue(String tenant, Job.Kind kind, Training work, String modelId, List<String> scorerIds) {
        if (jobs.open() >= settings.queue()) {
            throw Refusal.of(ErrorReason.ERROR_REASON_BUSY, "As many jobs wait or run as the service takes on.")
                    .with("limit", Integer.toString(settings.queue()))
                    .retryAfter(BUSY);
        }
        Job job = new Job(
                tenant,
                UUID.randomUUID().toString(),
                kind,
                Job.State.QUEUED,
                work.datasetId(),
                work.datasetId().isEmpty(),
                work.baseModelId(),
                modelId,
                scorerIds,
                work.seed(),
                work.settings(),
                0,
                0,
                -1,
                "",
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                Optional.empty(),
                Optional.empty());
        jobs.add(job);
        return job;
    }
}
