package circumplex.cli.services;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** A service did not do what it was asked; the message is one line for the person at the terminal. */
public final class ServiceError extends RuntimeException {

    /** Whose turn it is now. */
    public enum Kind {
        /** Nobody answers, or not in time: the operator's. */
        UNAVAILABLE,
        /** The service understood and said no: the caller's. */
        REFUSED,
        /** The service failed in a way that it never should: ours. */
        DEFECT
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public ServiceError(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ServiceError(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** A failed call to {@code service} at {@code address}, with what its status details say. */
    static ServiceError of(StatusRuntimeException failure, String service, Address address) {
        String who = service + " at " + address;
        return new ServiceError(kind(failure.getStatus().getCode()), StatusDetails.describe(failure, who), failure);
    }

    /** The service error among the causes of {@code failure}. */
    static ServiceError findIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServiceError found) {
                return found;
            }
        }
        throw new IllegalStateException(failure);
    }

    public Kind kind() {
        return kind;
    }

    private static Kind kind(Status.Code code) {
        return switch (code) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> Kind.UNAVAILABLE;
            case INTERNAL, UNKNOWN, DATA_LOSS, OK -> Kind.DEFECT;
            case INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED, RESOURCE_EXHAUSTED, FAILED_PRECONDITION,
                    ABORTED, OUT_OF_RANGE, UNIMPLEMENTED, UNAUTHENTICATED -> Kind.REFUSED;
        };
    }
}
