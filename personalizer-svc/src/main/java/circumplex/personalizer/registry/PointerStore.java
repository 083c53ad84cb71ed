package circumplex.personalizer.registry;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables {@code model_pointer} and {@code model_promotion}: where production points, and everywhere it ever pointed. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class PointerStore implements GenericRepository<PointerStore.Row, String> {

    private static final String OF_SET = " where tenant = :tenant and value_set_id = :valueSetId";

    /** One pointer. */
    @MappedEntity("model_pointer")
    record Row(String tenant, @Id String valueSetId, String modelId, String etag, long sequence, Instant updateTime) {}

    /** One move. */
    @MappedEntity("model_promotion")
    record Move(
            @Id long sequence,
            String kind,
            String modelId,
            String previousModelId,
            String reason,
            String requestId,
            Instant createTime) {}

    Pointer find(String tenant, String valueSetId) {
        return row(tenant, valueSetId)
                .map(row -> new Pointer(row.modelId(), row.etag(), row.sequence(), Optional.of(row.updateTime())))
                .orElse(Pointer.NONE);
    }

    /** The latest first. */
    List<Promotion> history(String tenant, String valueSetId) {
        return moves(tenant, valueSetId).stream()
                .map(move -> new Promotion(
                        move.sequence(),
                        Promotion.Kind.valueOf(move.kind()),
                        move.modelId(),
                        move.previousModelId(),
                        move.reason(),
                        move.requestId(),
                        move.createTime()))
                .toList();
    }

    /**
     * Moves the pointer and writes down that it was moved, both or neither.
     *
     * @param from what the caller has read
     * @throws Refusal ETAG_MISMATCH if somebody has moved it since
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Pointer move(String tenant, String valueSetId, Pointer from, String modelId, Promotion.Kind kind, String reason, String requestId) {
        // Both engines keep microseconds.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Pointer to = new Pointer(modelId, UUID.randomUUID().toString(), from.sequence() + 1, Optional.of(now));
        int moved = from.sequence() == 0
                ? insert(tenant, valueSetId, modelId, to.etag(), to.sequence(), now)
                : update(tenant, valueSetId, modelId, to.etag(), to.sequence(), now, from.etag());
        if (moved != 1) {
            throw changed(find(tenant, valueSetId));
        }
        record(tenant, valueSetId, to.sequence(), kind.name(), modelId, from.modelId(), reason, requestId, now);
        return to;
    }

    /** Whether the last move was a rollback. */
    boolean rolledBack(String tenant, String valueSetId) {
        return lastKind(tenant, valueSetId).filter(Promotion.Kind.ROLLED_BACK.name()::equals).isPresent();
    }

    /** ETAG_MISMATCH with the stored etag. */
    static Refusal changed(Pointer stored) {
        return Refusal.of(
                        ErrorReason.ERROR_REASON_ETAG_MISMATCH,
                        "Another model was put into production since it was read: read it again and repeat the change.")
                .with("etag", stored.etag());
    }

    @Query("select * from model_pointer" + OF_SET)
    abstract Optional<Row> row(String tenant, String valueSetId);

    @Query("select tenant from model_pointer where value_set_id = :valueSetId order by tenant")
    abstract List<String> tenants(String valueSetId);

    @Query("select kind from model_promotion" + OF_SET + " order by sequence desc limit 1")
    abstract Optional<String> lastKind(String tenant, String valueSetId);

    @Query("select sequence, kind, model_id, previous_model_id, reason, request_id, create_time from model_promotion" + OF_SET
            + " order by sequence desc")
    abstract List<Move> moves(String tenant, String valueSetId);

    @Query("insert into model_pointer (tenant, value_set_id, model_id, etag, sequence, update_time)"
            + " values (:tenant, :valueSetId, :modelId, :etag, :sequence, :time) on conflict do nothing")
    abstract int insert(String tenant, String valueSetId, String modelId, String etag, long sequence, Instant time);

    @Query("update model_pointer set model_id = :modelId, etag = :etag, sequence = :sequence, update_time = :time" + OF_SET
            + " and etag = :before")
    abstract int update(String tenant, String valueSetId, String modelId, String etag, long sequence, Instant time, String before);

    @Query("insert into model_promotion (tenant, value_set_id, sequence, kind, model_id, previous_model_id, reason, request_id, create_time)"
            + " values (:tenant, :valueSetId, :sequence, :kind, :modelId, :previous, :reason, :requestId, :time)")
    abstract void record(
            String tenant,
            String valueSetId,
            long sequence,
            String kind,
            String modelId,
            String previous,
            String reason,
            String requestId,
            Instant time);
}
