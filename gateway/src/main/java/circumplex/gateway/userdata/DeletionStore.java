package circumplex.gateway.userdata;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code deletion}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface DeletionStore extends GenericRepository<DeletionStore.Entity, DeletionStore.Key> {

    /** Which erasure. */
    @Embeddable
    record Key(String tenant, String requestId) {}

    /** The entity that a repository needs; all statements stand below. */
    @MappedEntity("deletion")
    record Entity(@EmbeddedId Key key, String userDigest) {}

    /** One erasure as it is stored. */
    @Introspected
    record Row(
            String userDigest,
            int gatewayDeleted,
            boolean gatewayDone,
            int personalizerDeleted,
            boolean personalizerDone,
            int classifierDeleted,
            boolean classifierDone,
            @Nullable Instant completedAt) {

        Deletion deletion(String requestId) {
            return new Deletion(
                    requestId,
                    userDigest,
                    new Deletion.Part(gatewayDeleted, gatewayDone),
                    new Deletion.Part(personalizerDeleted, personalizerDone),
                    new Deletion.Part(classifierDeleted, classifierDone),
                    Optional.ofNullable(completedAt));
        }
    }

    @Query("insert into deletion (tenant, request_id, user_digest, gateway_deleted, gateway_done,"
            + " personalizer_deleted, personalizer_done, classifier_deleted, classifier_done)"
            + " values (:tenant, :requestId, :userDigest, 0, false, 0, false, 0, false)"
            + " on conflict do nothing")
    int open(String tenant, String requestId, String userDigest);

    @Query("select user_digest, gateway_deleted, gateway_done, personalizer_deleted, personalizer_done,"
            + " classifier_deleted, classifier_done, completed_at from deletion where tenant = :tenant and request_id = :requestId")
    Row find(String tenant, String requestId);

    /** A finished erasure stays as it is: an earlier try that is still under way knows less. */
    @Query("update deletion set gateway_deleted = :gatewayDeleted, gateway_done = :gatewayDone,"
            + " personalizer_deleted = :personalizerDeleted, personalizer_done = :personalizerDone,"
            + " classifier_deleted = :classifierDeleted, classifier_done = :classifierDone, completed_at = :completedAt"
            + " where tenant = :tenant and request_id = :requestId and completed_at is null")
    void update(
            String tenant,
            String requestId,
            int gatewayDeleted,
            boolean gatewayDone,
            int personalizerDeleted,
            boolean personalizerDone,
            int classifierDeleted,
            boolean classifierDone,
            @Nullable Instant completedAt);
}
