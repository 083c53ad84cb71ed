package circumplex.kit.idempotency;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import javax.sql.DataSource;

/** The table {@code idempotency}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
@Requires(classes = GenericRepository.class, beans = DataSource.class)
public interface IdempotencyStore extends GenericRepository<IdempotencyStore.Row, IdempotencyStore.Key> {

    /** Whose request. */
    @Embeddable
    record Key(String tenant, String requestId) {}

    /** One answered request. */
    @MappedEntity("idempotency")
    record Row(@EmbeddedId Key key, String digest) {}

    /** Takes the id if it is free: 1, or 0 if it was taken before. */
    @Query("insert into idempotency (tenant, request_id, digest, created_at)"
            + " values (:tenant, :requestId, :digest, :now) on conflict do nothing")
    int claim(String tenant, String requestId, String digest, Instant now);

    @Query("update idempotency set answer = :answer where tenant = :tenant and request_id = :requestId")
    void record(String tenant, String requestId, String answer);

    /** The digest of the request that took the id. */
    @Query("select digest from idempotency where tenant = :tenant and request_id = :requestId")
    String digest(String tenant, String requestId);

    /** The answer in Base64: micronaut-data reads a column of bytes as a list of rows. */
    @Query("select answer from idempotency where tenant = :tenant and request_id = :requestId")
    String answer(String tenant, String requestId);

    @Query("delete from idempotency where created_at < :before")
    void forgetBefore(Instant before);
}
