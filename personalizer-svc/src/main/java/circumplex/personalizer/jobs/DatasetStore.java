package circumplex.personalizer.jobs;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code dataset}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class DatasetStore implements GenericRepository<DatasetStore.Row, String> {

    private static final String SEPARATOR = "\n";

    /** One data set. */
    @MappedEntity("dataset")
    record Row(
            String tenant,
            @Id String datasetId,
            String name,
            String licence,
            int annotations,
            int posts,
            int people,
            String scorerIds,
            long sizeBytes,
            String card,
            Instant createTime) {}

    Optional<ImportedDataset> find(String tenant, String datasetId) {
        return one(tenant, datasetId)
                .map(row -> new ImportedDataset(
                        row.datasetId(),
                        row.name(),
                        row.licence(),
                        row.annotations(),
                        row.posts(),
                        row.people(),
                        List.of(row.scorerIds().split(SEPARATOR, -1)),
                        row.sizeBytes(),
                        row.card(),
                        row.createTime()));
    }

    /** @throws Refusal NOT_FOUND */
    ImportedDataset require(String tenant, String datasetId) {
        return find(tenant, datasetId)
                .orElseThrow(() -> Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, "There is no such data set.").with("resource", "dataset"));
    }

    /** @return whether it is new; what is there already stays */
    boolean add(String tenant, ImportedDataset dataset) {
        Row row = new Row(
                tenant,
                dataset.id(),
                dataset.name(),
                dataset.licence(),
                dataset.annotations(),
                dataset.posts(),
                dataset.people(),
                String.join(SEPARATOR, dataset.scorerIds()),
                dataset.sizeBytes(),
                dataset.card(),
                dataset.createTime());
        return insert(row) == 1;
    }

    @Query("select * from dataset where tenant = :tenant and dataset_id = :datasetId")
    abstract Optional<Row> one(String tenant, String datasetId);

    @Query("insert into dataset (tenant, dataset_id, name, licence, annotations, posts, people, scorer_ids, size_bytes, card, create_time)"
            + " values (:tenant, :datasetId, :name, :licence, :annotations, :posts, :people, :scorerIds, :sizeBytes, :card, :createTime)"
            + " on conflict do nothing")
    abstract int insert(Row row);
}
