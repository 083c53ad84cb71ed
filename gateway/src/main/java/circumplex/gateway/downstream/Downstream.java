package circumplex.gateway.downstream;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.call.Cancellation;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.refusal.RefusalStatus;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of other services, and what a failed one means here.
 *
 * <p>A service that is down, late or defective costs a feed its quality. A service that refuses the gateway's request shows that the
 * installation is wrong: that is never hidden behind a worse feed.
 */
public final class Downstream {

    private static final Logger LOG = LoggerFactory.getLogger(Downstream.class);

    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Set<Status.Code> BROKEN = Set.of(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.FAILED_PRECONDITION,
            Status.Code.OUT_OF_RANGE,
            Status.Code.NOT_FOUND,
            Status.Code.UNIMPLEMENTED,
            Status.Code.UNAUTHENTICATED,
            Status.Code.PERMISSION_DENIED);

    /** What another service may refuse because of the client's request, and the client is told as it is. */
    private static final Set<ErrorReason> PASSED_ON = Set.of(
            ErrorReason.ERROR_REASON_NO_SCORER,
            ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
            ErrorReason.ERROR_REASON_STORAGE_FULL);

    private Downstream() {}

    /**
     * Runs a call that nothing can stand in for.
     *
     * @param service its name, for the client
     * @throws Refusal that says what the client can do
     */
    public static <T> T require(String service, Supplier<T> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            Cancellation.check();
            throw refusal(service, e);
        } catch (NonsenseException e) {
            LOG.warn("{} answered nonsense: {}", service, e.getMessage());
            throw unavailable(service);
        }
    }

    /** Until the deadline of the call; not below 0. */
    public static Duration timeLeft() {
        Deadline deadline = Context.current().getDeadline();
        if (deadline == null) {
            throw new IllegalStateException("a call without a deadline");
        }
        return Duration.ofMillis(Math.max(0, deadline.timeRemaining(TimeUnit.MILLISECONDS)));
    }

    /** A share of the time left. */
    public static Duration share(double share) {
        return Duration.ofMillis((long) (timeLeft().toMillis() * share));
    }

    /** A limit that is too small for the gateway's requests is a wrong setting, and not a service that has too much to do. */
    public static boolean broken(StatusRuntimeException failure) {
        return BROKEN.contains(failure.getStatus().getCode())
                || RefusalStatus.reason(failure).equals(Optional.of(ErrorReason.ERROR_REASON_MESSAGE_TOO_LARGE));
    }

    /** What a failed call means to a client that nothing else can be answered. */
    public static Refusal refusal(String service, StatusRuntimeException failure) {
        Optional<ErrorReason> reason = RefusalStatus.reason(failure);
        ErrorReason known = reason.orElse(ErrorReason.ERROR_REASON_UNSPECIFIED);
        if (PASSED_ON.contains(known)) {
            Refusal passedOn = Refusal.of(known, String.valueOf(failure.getStatus().getDescription()));
            FailureWire.metadata(failure).forEach(passedOn::with);
            return passedOn;
        }
        Status.Code code = failure.getStatus().getCode();
        if (broken(failure)) {
            LOG.error("{} refused the gateway's request: {}", service, reason.map(Enum::name).orElse(code.name()));
            return Refusal.of(ErrorReason.ERROR_REASON_BROKEN_CONTRACT, "The services disagree about the contract.")
                    .with("service", service)
                    .with("reason", reason.map(RefusalStatus::name).orElse(code.name()));
        }
        return code == Status.Code.DEADLINE_EXCEEDED
                ? Refusal.of(ErrorReason.ERROR_REASON_DEADLINE_EXCEEDED, "The deadline passed before the work was done.")
                : unavailable(service);
    }

    public static Refusal unavailable(String service) {
        return Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "A service that this needs cannot answer now.")
                .with("service", service)
                .retryAfter(SOON)
                .alreadyRepeated();
    }
}
