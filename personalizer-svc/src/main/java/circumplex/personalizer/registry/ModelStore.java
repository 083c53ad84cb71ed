package circumplex.personalizer.registry;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tables {@code model} and {@code model_evaluation}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class ModelStore implements GenericRepository<ModelStore.Row, String> {

    private static final String SEPARATOR = "\n";

    /** One model. */
    @MappedEntity("model")
    record Row(
            String tenant,
            @Id String modelId,
            String valueSetId,
            String scorerIds,
            String datasetId,
            String jobId,
            Instant createTime) {}

    /** What an evaluation found. */
    @MappedEntity("model_evaluation")
    record Found(@Id String modelId, String metrics) {}

    Optional<RegisteredModel> find(String tenant, String modelId) {
        return one(tenant, modelId).map(ModelStore::model);
    }

    /** All models of a value set, the latest first. */
    List<RegisteredModel> list(String tenant, String valueSetId) {
        return all(tenant, valueSetId).stream().map(ModelStore::model).toList();
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
                model.createTime());
    }

    /** The metrics of every evaluation of a model, the oldest first. */
    List<String> evaluations(String tenant, String modelId) {
        return found(tenant, modelId).stream().map(Found::metrics).toList();
    }

    /** The same model on the same data with the same seed gives the same: what is there already stays. */
    @Query("insert into model_evaluation (tenant, model_id, dataset_id, seed, metrics, create_time)"
            + " values (:tenant, :modelId, :datasetId, :seed, :metrics, :createTime) on conflict do nothing")
    abstract void addEvaluation(String tenant, String modelId, String datasetId, long seed, String metrics, Instant createTime);

    @Query("select * from model where tenant = :tenant and model_id = :modelId")
    abstract Optional<Row> one(String tenant, String modelId);

    @Query("select * from model where tenant = :tenant and value_set_id = :valueSetId order by create_time desc, model_id")
    abstract List<Row> all(String tenant, String valueSetId);

    @Query("insert into model (tenant, model_id, value_set_id, scorer_ids, dataset_id, job_id, create_time)"
            + " values (:tenant, :modelId, :valueSetId, :scorerIds, :datasetId, :jobId, :createTime) on conflict do nothing")
    abstract void insert(
            String tenant, String modelId, String valueSetId, String scorerIds, String datasetId, String jobId, Instant createTime);

    @Query("select model_id, metrics from model_evaluation where tenant = :tenant and model_id = :modelId order by create_time, dataset_id, seed")
    abstract List<Found> found(String tenant, String modelId);

    private static RegisteredModel model(Row row) {
        return new RegisteredModel(
                row.modelId(),
                row.valueSetId(),
                List.of(row.scorerIds().split(SEPARATOR, -1)),
                row.datasetId(),
                row.jobId(),
                row.createTime());
    }
}
