package circumplex.personalizer.jobs;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.Refusal;
import circumplex.personalizer.registry.Registry;
import circumplex.personalizer.research.SpecFile;
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
     * @param scorerIds none for all of the data set
     * @param spec by the names of the spec file
     * @throws Refusal NOT_FOUND, BUSY; INVALID_REQUEST naming what cannot be used
     */
    public Job train(String tenant, String datasetId, List<String> scorerIds, long seed, Map<String, Double> spec) {
        ImportedDataset dataset = datasets.require(tenant, datasetId);
        for (int i = 0; i < scorerIds.size(); i++) {
            if (!dataset.scorerIds().contains(scorerIds.get(i))) {
                throw Refusal.invalid("scorer_ids[" + i + "]", "scorer_ids.known", "is none of the scorers of the data set");
            }
        }
        try {
            SpecFile.of(json(spec));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("settings", "settings", "cannot be used: " + e.getMessage());
        }
        return queue(tenant, Job.Kind.TRAINING, datasetId, "", scorerIds, seed, spec);
    }

    /** @throws Refusal NOT_FOUND, BUSY */
    public Job evaluate(String tenant, String modelId, String datasetId, long seed) {
        datasets.require(tenant, datasetId);
        registry.require(tenant, modelId);
        return queue(tenant, Job.Kind.EVALUATION, datasetId, modelId, List.of(), seed, Map.of());
    }

    /** Whole numbers as such: some settings are counts. */
    static JsonObject json(Map<String, Double> spec) {
        JsonObject json = new JsonObject();
        spec.forEach((name, value) -> json.addProperty(name, value == Math.rint(value) && Math.abs(value) < 1e9 ? (Number) value.intValue() : value));
        return json;
    }

    private Job queue(
            String tenant, Job.Kind kind, String datasetId, String modelId, List<String> scorerIds, long seed, Map<String, Double> spec) {
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
                datasetId,
                modelId,
                scorerIds,
                seed,
                spec,
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
