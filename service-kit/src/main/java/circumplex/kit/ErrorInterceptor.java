package circumplex.kit;

import circumplex.errors.v1.ErrorReason;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a call whose handler threw with the status of the catalogue. Defects are logged here, once. Errors of the virtual machine
 * and checked exceptions that a library smuggled out end here too: past this point gRPC would print them with their messages.
 */
public final class ErrorInterceptor implements ServerInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorInterceptor.class);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        SerializedCall<Q, A> serialized = new SerializedCall<>(call);
        ServerCall.Listener<Q> inner;
        try {
            inner = next.startCall(serialized, headers);
        } catch (Throwable e) {
            close(serialized, e);
            return new ServerCall.Listener<>() {};
        }
        return new AroundListener<>(inner) {
            @Override
            protected void around(Runnable callback) {
                try {
                    callback.run();
                } catch (Throwable e) {
                    close(serialized, e);
                }
            }
        };
    }

    /** Ends a call, in whose context this thread is, as if its handler had thrown. */
    public static void close(ServerCall<?, ?> call, Throwable thrown) {
        Refusal refusal = Failures.refusal(thrown);
        if (refusal.reason() == ErrorReason.ERROR_REASON_INTERNAL) {
            LOG.error("{} failed: {}", call.getMethodDescriptor().getFullMethodName(), SilentTrace.of(thrown));
        }
        PreparedRefusal ending = RefusalStatus.of(refusal);
        call.close(ending.status(), ending.trailers(Caller.current().requestId()));
    }
}
