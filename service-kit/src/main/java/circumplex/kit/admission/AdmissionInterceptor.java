package circumplex.kit.admission;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.AroundListener;
import circumplex.kit.Caller;
import circumplex.kit.Refusal;
import circumplex.kit.RefusalStatus;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Refuses calls for which there is no place, before anything of their message is read. Stands outside of all other interceptors: a call
 * that is refused costs no log line, no timer and no parsing.
 */
public final class AdmissionInterceptor implements ServerInterceptor {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Clients that repeat by themselves come back spread over this time, in ms, and not all at once. */
    private static final int PUSHBACK_MIN_MILLIS = 100;

    private static final int PUSHBACK_MAX_MILLIS = 500;

    private final Admission admission;
    private final String service;

    /** @param service the name of the service, for the client */
    public AdmissionInterceptor(Admission admission, String service) {
        this.admission = admission;
        this.service = service;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Optional<Permit> place = admission.enter(Priority.of(call.getMethodDescriptor().getType(), headers));
        if (place.isEmpty()) {
            refuse(call, headers);
            return new ServerCall.Listener<>() {};
        }
        return proceed(place.get(), call, headers, next);
    }

    private static <Q, A> ServerCall.Listener<Q> proceed(
            Permit permit, ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        ServerCall<Q, A> ending = new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                try {
                    super.close(status, trailers);
                } finally {
                    permit.end(status.getCode());
                }
            }
        };
        permit.run();
        ServerCall.Listener<Q> inner;
        try {
            inner = next.startCall(ending, headers);
        } catch (Throwable e) {
            permit.end(Status.Code.UNKNOWN);
            throw e;
        } finally {
            permit.rest();
        }
        return new AroundListener<>(inner) {
            @Override
            protected void around(Runnable callback) {
                permit.run();
                try {
                    callback.run();
                } finally {
                    permit.rest();
                }
            }

            @Override
            public void onCancel() {
                permit.end(Status.Code.CANCELLED);
                super.onCancel();
            }

            @Override
            public void onComplete() {
                permit.end(Status.Code.OK);
                super.onComplete();
            }
        };
    }

    private void refuse(ServerCall<?, ?> call, Metadata headers) {
        int pushback = ThreadLocalRandom.current().nextInt(PUSHBACK_MIN_MILLIS, PUSHBACK_MAX_MILLIS);
        String requestId = Caller.requestId(headers);
        StatusRuntimeException refusal = RefusalStatus.of(
                Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "The service has too much to do.")
                        .with("service", service)
                        .retryAfter(RETRY_AFTER)
                        .repeatAfter(Duration.ofMillis(pushback)),
                requestId);
        Metadata trailers = refusal.getTrailers() == null ? new Metadata() : refusal.getTrailers();
        trailers.put(Caller.REQUEST_ID, requestId);
        call.close(refusal.getStatus(), trailers);
    }
}
