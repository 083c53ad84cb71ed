package circumplex.kit.call;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.log.Causes;
import circumplex.kit.refusal.DatabaseFailure;
import circumplex.kit.refusal.Refusal;
import circumplex.wire.InvalidField;
import circumplex.wire.ValueSetMismatch;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.time.Duration;

/** The one map from what a handler may throw to what a client is told. Everything that it does not know is a defect. */
final class Failures {

    private static final Duration SOON = Duration.ofSeconds(1);

    private Failures() {}

    static Refusal refusal(Throwable thrown) {
        for (Throwable cause : Causes.of(thrown)) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
            if (cause instanceof InvalidField invalid) {
                return Refusal.invalid(invalid.path(), invalid.rule(), invalid.description());
            }
            if (cause instanceof ValueSetMismatch mismatch) {
                return mismatch(mismatch);
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
        return switch (DatabaseFailure.of(sql)) {
            case FULL -> Refusal.of(ErrorReason.ERROR_REASON_STORAGE_FULL, "The storage is full; nothing was written.");
            case PASSING -> Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "The database cannot answer now.")
                    .with("service", "database")
                    .retryAfter(SOON);
            case DEFECT -> defect();
        };
    }

    private static Refusal transport(Throwable thrown) {
        Status status = thrown instanceof StatusRuntimeException unchecked
                ? unchecked.getStatus()
                : thrown instanceof StatusException checked ? checked.getStatus() : Status.INTERNAL;
        return switch (status.getCode()) {
            // So says the parser of requests. One that failed on the answer of another service says CANCELLED.
            case INTERNAL -> thrown.getCause() instanceof InvalidProtocolBufferException ? malformed() : defect();
            case CANCELLED -> Context.current().isCancelled() ? cancelled() : defect();
            case DEADLINE_EXCEEDED -> deadlineExceeded();
            case UNAVAILABLE -> Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "A service cannot answer now.")
                    .retryAfter(SOON)
                    .alreadyRepeated();
            default -> defect();
        };
    }

    static Refusal deadlineExceeded() {
        return Refusal.of(ErrorReason.ERROR_REASON_DEADLINE_EXCEEDED, "The deadline passed before the work was done.");
    }

    static Refusal cancelled() {
        return Refusal.of(ErrorReason.ERROR_REASON_CANCELLED, "The client cancelled the call.");
    }

    private static Refusal malformed() {
        return Refusal.of(
                ErrorReason.ERROR_REASON_MALFORMED_MESSAGE,
                "The bytes are not a message of the request's type; strings must be valid UTF-8.");
    }

    private static Refusal defect() {
        return Refusal.of(
                ErrorReason.ERROR_REASON_INTERNAL, "A defect of the service; its log says more under the request id.");
    }
}
