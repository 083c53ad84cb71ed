package circumplex.gateway.profile;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code profile}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ProfileRowStore extends GenericRepository<ProfileRowStore.Entity, ProfileRowStore.Key> {

    /** Whose profile for which value set. */
    @Embeddable
    record Key(String tenant, String userId, String valueSetId) {}

    /** The entity that a repository needs; all statements stand below. */
    @MappedEntity("profile")
    record Entity(@EmbeddedId Key key, String weights, String etag, Instant updatedAt) {}

    /** One profile of a known person. */
    @Introspected
    record Row(String valueSetId, String weights, String etag, Instant updatedAt) {}

    @Query("select value_set_id, weights, etag, updated_at from profile"
            + " where tenant = :tenant and user_id = :userId and value_set_id = :valueSetId")
    Optional<Row> find(String tenant, String userId, String valueSetId);

    @Query("select value_set_id, weights, etag, updated_at from profile"
            + " where tenant = :tenant and user_id = :userId order by value_set_id")
    List<Row> list(String tenant, String userId);

    @Query("insert into profile (tenant, user_id, value_set_id, weights, etag, updated_at)"
            + " values (:tenant, :userId, :valueSetId, :weights, :etag, :now) on conflict do nothing")
    int insert(String tenant, String userId, String valueSetId, String weights, String etag, Instant now);

    @Query("update profile set weights = :weights, etag = :etag, updated_at = :now"
            + " where tenant = :tenant and user_id = :userId and value_set_id = :valueSetId and etag = :expected")
    int update(
            String tenant, String userId, String valueSetId, String weights, String etag, Instant now, String expected);

    @Query("delete from profile where tenant = :tenant and user_id = :userId")
    int delete(String tenant, String userId);
}
