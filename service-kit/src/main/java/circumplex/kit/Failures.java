package circumplex.kit;

import circumplex.errors.v1.ErrorReason;
import circumplex.wire.InvalidField;
import circumplex.wire.ValueSetMismatch;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** The one map from what a handler may throw to what a client is told. Everything that it does not know is a defect. */
final class Failures {

    private static final Duration SOON = Duration.ofSeconds(1);

    /** PostgreSQL: disk full. */
    private static final String DISK_FULL = "53100";

    /** H2: an input or output error; on writes that means that the disk, the quota or the file-size limit is full. */
    private static final int H2_IO_ERROR = 90031;

    /** H2: connection broken, database closed, I/O failed so the database closed itself, lock lost, timeout. */
    private static final Set<Integer> H2_GONE = Set.of(90028, 90067, 90098, 90108, 90121);

    private Failures() {}

    static Refusal refusal(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
            if (cause instanceof InvalidField invalid) {
                return Refusal.invalid(invalid.path(), invalid.rule(), invalid.description());
            }
            if (cause instanceof ValueSetMismatch mismatch) {
                return mismatch(mismatch);
            }
            if (cause instanceof InvalidProtocolBufferException) {
                return Refusal.of(
                        ErrorReason.ERROR_REASON_MALFORMED_MESSAGE,
                        "The bytes are not a message of the request's type; strings must be valid UTF-8.");
            }
            if (cause instanceof SQLException sql) {
                return storage(sql);
            }
        }
        return transport(thrown);
    }

    private static Refusal mismatch(ValueSetMismatch mismatch) {
        Refusal refusal =
                Refusal.of(ErrorReason.ERROR_REASON_VALUE_SET_MISMATCH, String.valueOf(mismatch.getMessage()))
                        .with("value_set_id", mismatch.id());
        mismatch.known()
                .ifPresent(set -> refusal.with("version", Integer.toString(set.version())).with("sha256", set.sha256()));
        return refusal;
    }

    private static Refusal storage(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.equals(DISK_FULL) || sql.getErrorCode() == H2_IO_ERROR) {
            return Refusal.of(ErrorReason.ERROR_REASON_STORAGE_FULL, "The storage is full; nothing was written.");
        }
        // 08 connection, 40 rolled back (deadlock, serialisation), 53 and 57 the server is short of something or stops.
        boolean passing = Set.of("08", "40", "53", "57").contains(state.length() < 2 ? "" : state.substring(0, 2));
        return passing || H2_GONE.contains(sql.getErrorCode()) || sql instanceof java.sql.SQLTransientException
                ? Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "The database cannot answer now.")
                        .with("service", "database")
                        .retryAfter(SOON)
                : defect();
    }

    private static Refusal transport(Throwable thrown) {
        io.grpc.Status status = thrown instanceof StatusRuntimeException unchecked
                ? unchecked.getStatus()
                : thrown instanceof StatusException checked ? checked.getStatus() : io.grpc.Status.INTERNAL;
        return switch (status.getCode()) {
            case CANCELLED -> Refusal.of(ErrorReason.ERROR_REASON_CANCELLED, "The client cancelled the call.");
            case DEADLINE_EXCEEDED -> deadlineExceeded();
            case RESOURCE_EXHAUSTED -> Refusal.of(
                    ErrorReason.ERROR_REASON_MESSAGE_TOO_LARGE, "A message is larger than this service accepts.");
            case UNAVAILABLE -> Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "A service cannot answer now.")
                    .retryAfter(SOON);
            default -> defect();
        };
    }

    static Refusal deadlineExceeded() {
        return Refusal.of(ErrorReason.ERROR_REASON_DEADLINE_EXCEEDED, "The deadline passed before the work was done.");
    }

    private static Refusal defect() {
        return Refusal.of(
                ErrorReason.ERROR_REASON_INTERNAL, "A defect of the service; its log says more under the request id.");
    }
}
