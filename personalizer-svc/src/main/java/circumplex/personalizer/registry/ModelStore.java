package circumplex.personalizer.registry;

import circumplex.kit.call.Caller;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables {@code model} and {@code model_evaluation}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class ModelStore implements GenericRepository<ModelStore.Row, String> {

    private static final String SEPARATOR = "\n";

    /** Whose models every tenant has, but for those that have learnt from its own people. */
    private static final String HOUSE = Caller.DEVELOPMENT_TENANT;

    private static final String VISIBLE =
            "(m.tenant = :tenant or (m.tenant = '" + HOUSE + "' and m.recorded = false))";

    /** One model. */
    @MappedEntity("model")
    record Row(
            String tenant,
            @Id String modelId,
            String valueSetId,
            String scorerIds,
            String datasetId,
            String jobId,
            Instant createTime,
            boolean recorded) {}

    /** What an evaluation found. */
    @MappedEntity("model_evaluation")
    record Found(@Id String modelId, String metrics) {}

    /** One that the tenant has, of its own or shared. */
    Optional<RegisteredModel> find(String tenant, String modelId) {
        return models(tenant, one(tenant, modelId)).stream().findFirst();
    }

    /** All models of a value set that the tenant has, of its own or shared, the latest first. */
    List<RegisteredModel> list(String tenant, String valueSetId) {
        return models(tenant, all(tenant, valueSetId));
    }

    /** Whether a model of the house has not learnt from the house's own people. */
    boolean shared(String modelId) {
        return one(HOUSE, modelId).stream().anyMatch(row -> !row.recorded());
    }

    /** A tenant may have as its own what is shared too. */
    private static List<RegisteredModel> models(String tenant, List<Row> rows) {
        Map<String, RegisteredModel> models = new LinkedHashMap<>();
        for (Row row : rows) {
            boolean shared = row.tenant().equals(HOUSE) && !tenant.equals(HOUSE);
            RegisteredModel other = models.get(row.modelId());
            models.put(row.modelId(), model(row, shared || (other != null && other.shared())));
        }
        return List.copyOf(models.values());
    }

    /** What is there already stays. */
    void add(String tenant, RegisteredModel model) {
        insert(
                tenant,
                model.id(),
                model.valueSetId(),
                String.join(SEPARATOR, model.scorerIds()),
                model.datasetId(),
                model.jobId(),
                model.createTime(),
                model.recorded());
    }

    /** The metrics of every evaluation of a model, the oldest first. */
    List<String> evaluations(String tenant, String modelId) {
        return found(tenant, modelId).stream().map(Found::metrics).toList();
    }

    /** The same model on the same data with the same seed gives the same: what is there already stays. */
    @Query("insert into model_evaluation (tenant, model_id, dataset_id, seed, metrics, create_time)"
            + " values (:tenant, :modelId, :datasetId, :seed, :metrics, :createTime) on conflict do nothing")
    abstract void addEvaluation(String tenant, String modelId, String datasetId, long seed, String metrics, Instant createTime);

    @Query("select * from model m where " + VISIBLE + " and m.model_id = :modelId order by m.create_time desc, m.tenant")
    abstract List<Row> one(String tenant, String modelId);

    @Query("select * from model m where " + VISIBLE + " and m.value_set_id = :valueSetId order by m.create_time desc, m.model_id, m.tenant")
    abstract List<Row> all(String tenant, String valueSetId);

    @Query("insert into model (tenant, model_id, value_set_id, scorer_ids, dataset_id, job_id, create_time, recorded)"
            + " values (:tenant, :modelId, :valueSetId, :scorerIds, :datasetId, :jobId, :createTime, :recorded) on conflict do nothing")
    abstract void insert(
            String tenant,
            String modelId,
            String valueSetId,
            String scorerIds,
            String datasetId,
            String jobId,
            Instant createTime,
            boolean recorded);

    /** Of a shared model also what the house found. */
    @Query("select e.model_id as model_id, e.metrics as metrics from model_evaluation e join model m on m.tenant = e.tenant"
            + " and m.model_id = e.model_id where " + VISIBLE + " and e.model_id = :modelId order by e.create_time, e.dataset_id, e.seed")
    abstract List<Found> found(String tenant, String modelId);

    private static RegisteredModel model(Row row, boolean shared) {
        return new RegisteredModel(
                row.modelId(),
                row.valueSetId(),
                List.of(row.scorerIds().split(SEPARATOR, -1)),
                row.datasetId(),
                row.jobId(),
                row.createTime(),
                row.recorded(),
                shared);
    }
}
