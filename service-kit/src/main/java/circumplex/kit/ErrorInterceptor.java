package circumplex.kit;

import circumplex.errors.v1.ErrorReason;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes a call whose handler threw with the status of the catalogue. Defects are logged here, once. */
final class ErrorInterceptor implements ServerInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorInterceptor.class);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        SerializedCall<Q, A> serialized = new SerializedCall<>(call);
        return new AroundListener<>(next.startCall(serialized, headers)) {
            @Override
            void around(Runnable callback) {
                try {
                    callback.run();
                } catch (RuntimeException e) {
                    close(serialized, e);
                }
            }
        };
    }

    static void close(ServerCall<?, ?> call, RuntimeException thrown) {
        Refusal refusal = Failures.refusal(thrown);
        if (refusal.reason() == ErrorReason.ERROR_REASON_INTERNAL) {
            LOG.error("{} failed: {}", call.getMethodDescriptor().getFullMethodName(), SilentTrace.of(thrown));
        }
        StatusRuntimeException status = RefusalStatus.of(refusal, Caller.current().requestId());
        Metadata trailers = status.getTrailers() == null ? new Metadata() : status.getTrailers();
        call.close(status.getStatus(), trailers);
    }
}
