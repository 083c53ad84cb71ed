package circumplex.kit.admission;

import circumplex.kit.AroundListener;
import circumplex.kit.Caller;
import circumplex.kit.PreparedRefusal;
import circumplex.kit.RefusalStatus;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;

/**
 * Refuses the calls for which {@link Arrivals} found no place, before anything of their message is read, and notes when code of a call
 * that has one runs. Stands outside of all other interceptors: a call that is refused costs no log line, no timer and no parsing.
 */
public final class AdmissionInterceptor implements ServerInterceptor {

    private final Admission admission;
    private final PreparedRefusal tooMuch;

    public AdmissionInterceptor(Admission admission) {
        this.admission = admission;
        this.tooMuch = RefusalStatus.of(admission.tooMuch());
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Optional<Permit> place = Arrivals.PLACE.get();
        if (place.isEmpty()) {
            refuse(call, headers);
            return new ServerCall.Listener<>() {};
        }
        return proceed(place.get(), call, headers, next);
    }

    private static <Q, A> ServerCall.Listener<Q> proceed(
            Permit permit, ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        permit.run();
        ServerCall.Listener<Q> inner;
        try {
            inner = next.startCall(call, headers);
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
        };
    }

    private void refuse(ServerCall<?, ?> call, Metadata headers) {
        String requestId = Caller.requestId(headers);
        Metadata trailers = tooMuch.trailers(requestId, admission.pushbackMillis());
        trailers.put(Caller.REQUEST_ID, requestId);
        call.close(tooMuch.status(), trailers);
    }
}
