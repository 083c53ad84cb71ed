package circumplex.kit;

import circumplex.errors.v1.ErrorReason;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Refuses requests over the limit with the limit named. The transport has a limit too, but it can only drop the call: it is set
 * above this one, so that clients that are a little too large are told why.
 */
final class MessageSizeInterceptor implements ServerInterceptor {

    private final int limitBytes;

    MessageSizeInterceptor(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onMessage(Q message) {
                if (size((InputStream) message) > limitBytes) {
                    throw Refusal.of(
                                    ErrorReason.ERROR_REASON_MESSAGE_TOO_LARGE,
                                    "The request is larger than " + limitBytes + " bytes.")
                            .with("limit_bytes", Integer.toString(limitBytes));
                }
                super.onMessage(message);
            }
        };
    }

    private static int size(InputStream message) {
        try {
            return message.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
