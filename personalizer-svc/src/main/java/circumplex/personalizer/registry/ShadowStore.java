package circumplex.personalizer.registry;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.util.List;
import java.util.UUID;

/** The table {@code model_shadow}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class ShadowStore implements GenericRepository<ShadowStore.Row, String> {

    private static final String OF_SET = " where tenant = :tenant and value_set_id = :valueSetId";

    /**
     * Which model is the candidate.
     *
     * @param version names this choice: the same model once more begins a new comparison
     * @param share of the calls
     */
    @MappedEntity("model_shadow")
    record Row(String tenant, @Id String valueSetId, String modelId, String version, double share) {}

    @Transactional
    void choose(String tenant, String valueSetId, String modelId, double share) {
        clear(tenant, valueSetId);
        if (!modelId.isEmpty()) {
            insert(tenant, valueSetId, modelId, UUID.randomUUID().toString(), share);
        }
    }

    /** Of every tenant. */
    @Query("select * from model_shadow where value_set_id = :valueSetId")
    abstract List<Row> all(String valueSetId);

    @Query("delete from model_shadow" + OF_SET)
    abstract void clear(String tenant, String valueSetId);

    @Query("insert into model_shadow (tenant, value_set_id, model_id, version, share)"
            + " values (:tenant, :valueSetId, :modelId, :version, :share)")
    abstract void insert(String tenant, String valueSetId, String modelId, String version, double share);
}
