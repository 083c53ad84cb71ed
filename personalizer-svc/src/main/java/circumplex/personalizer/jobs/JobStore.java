package circumplex.personalizer.jobs;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import circumplex.model.folder.StrictJson;
import com.google.gson.JsonObject;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code model_job}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class JobStore implements GenericRepository<JobStore.Row, String> {

    private static final String SEPARATOR = "\n";
    private static final int MAX_FAILURE = 1000;

    private static final String FREE = "(state = 'QUEUED' or (state = 'RUNNING' and lease_until < :now))";
    private static final String MINE = " where tenant = :tenant and job_id = :jobId and state = 'RUNNING' and owner = :owner";

    /** One job. */
    @MappedEntity("model_job")
    record Row(
            String tenant,
            @Id String jobId,
            String kind,
            String state,
            String datasetId,
            boolean recorded,
            String baseModelId,
            String modelId,
            String scorerIds,
            long seed,
            String settings,
            int stepsDone,
            int stepsTotal,
            int secondsLeft,
            String failure,
            String owner,
            Instant leaseUntil,
            Instant createTime,
            @Nullable Instant startTime,
            @Nullable Instant endTime) {}

    void add(Job job) {
        insert(new Row(
                job.tenant(),
                job.id(),
                job.kind().name(),
                job.state().name(),
                job.datasetId(),
                job.recorded(),
                job.baseModelId(),
                job.modelId(),
                String.join(SEPARATOR, job.scorerIds()),
                job.seed(),
                json(job.settings()),
                0,
                0,
                -1,
                "",
                "",
                Instant.EPOCH,
                job.createTime(),
                null,
                null));
    }

    /** @throws Refusal NOT_FOUND */
    Job require(String tenant, String jobId) {
        return one(tenant, jobId)
                .map(JobStore::job)
                .orElseThrow(() -> Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, "There is no such job.").with("resource", "job"));
    }

    /** The oldest job that nobody works on, taken. Whoever takes it has to renew the lease. */
    Optional<Job> claim(String owner, Instant now, Instant leaseUntil) {
        for (Row row : free(now)) {
            if (take(row.tenant(), row.jobId(), owner, now, leaseUntil) == 1) {
                return Optional.of(job(row));
            }
        }
        return Optional.empty();
    }

    /** @return whether the job is still the owner's; if not, it was cancelled or somebody else goes on with it */
    boolean renew(Job job, String owner, Progress progress, Instant leaseUntil) {
        return progress(job.tenant(), job.id(), owner, progress.done(), progress.total(), progress.secondsLeft(), leaseUntil) == 1;
    }

    /** @return whether the job was still the owner's */
    boolean end(Job job, String owner, Job.State state, String modelId, String failure, Instant now) {
        String shortened = failure.substring(0, Math.min(MAX_FAILURE, failure.length()));
        return end(job.tenant(), job.id(), owner, state.name(), modelId, shortened, now) == 1;
    }

    @Query("insert into model_job (tenant, job_id, kind, state, dataset_id, recorded, base_model_id, model_id, scorer_ids, seed, settings, steps_done, steps_total,"
            + " seconds_left, failure, owner, lease_until, create_time, start_time, end_time) values (:tenant, :jobId, :kind, :state,"
            + " :datasetId, :recorded, :baseModelId, :modelId, :scorerIds, :seed, :settings, :stepsDone, :stepsTotal, :secondsLeft, :failure, :owner, :leaseUntil,"
            + " :createTime, :startTime, :endTime)")
    abstract void insert(Row row);

    @Query("select * from model_job where tenant = :tenant and job_id = :jobId")
    abstract Optional<Row> one(String tenant, String jobId);

    /** Of all tenants. */
    @Query("select count(*) from model_job where state in ('QUEUED', 'RUNNING')")
    abstract int open();

    /** 1 while the job has not ended. */
    @Query("select count(*) from model_job where job_id = :jobId and state in ('QUEUED', 'RUNNING')")
    abstract int open(String jobId);

    @Query("select * from model_job where " + FREE + " order by create_time, job_id")
    abstract List<Row> free(Instant now);

    @Query("update model_job set state = 'RUNNING', owner = :owner, lease_until = :leaseUntil, start_time = coalesce(start_time, :now)"
            + " where tenant = :tenant and job_id = :jobId and " + FREE)
    abstract int take(String tenant, String jobId, String owner, Instant now, Instant leaseUntil);

    @Query("update model_job set steps_done = :done, steps_total = :total, seconds_left = :left, lease_until = :leaseUntil" + MINE)
    abstract int progress(String tenant, String jobId, String owner, int done, int total, int left, Instant leaseUntil);

    /** Somebody else, or the same service after its restart, may go on at once. */
    @Query("update model_job set state = 'QUEUED', owner = ''" + MINE)
    abstract int release(String tenant, String jobId, String owner);

    @Query("update model_job set state = :state, model_id = :modelId, failure = :failure, end_time = :now, seconds_left = -1" + MINE)
    abstract int end(String tenant, String jobId, String owner, String state, String modelId, String failure, Instant now);

    @Query("update model_job set state = 'CANCELLED', end_time = :now, seconds_left = -1"
            + " where tenant = :tenant and job_id = :jobId and state in ('QUEUED', 'RUNNING')")
    abstract int cancel(String tenant, String jobId, Instant now);

    private static Job job(Row row) {
        return new Job(
                row.tenant(),
                row.jobId(),
                Job.Kind.valueOf(row.kind()),
                Job.State.valueOf(row.state()),
                row.datasetId(),
                row.recorded(),
                row.baseModelId(),
                row.modelId(),
                row.scorerIds().isEmpty() ? List.of() : List.of(row.scorerIds().split(SEPARATOR, -1)),
                row.seed(),
                settings(row.settings()),
                row.stepsDone(),
                row.stepsTotal(),
                row.secondsLeft(),
                row.failure(),
                row.createTime(),
                Optional.ofNullable(row.startTime()),
                Optional.ofNullable(row.endTime()));
    }

    private static String json(Map<String, Double> settings) {
        JsonObject json = new JsonObject();
        settings.forEach(json::addProperty);
        return json.toString();
    }

    private static Map<String, Double> settings(String json) {
        Map<String, Double> settings = new HashMap<>();
        StrictJson.parse("settings", json.getBytes(StandardCharsets.UTF_8))
                .entrySet()
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().getAsDouble()));
        return settings;
    }
}
