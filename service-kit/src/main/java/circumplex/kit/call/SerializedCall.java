package circumplex.kit.call;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/**
 * A call that a handler and a timer may both close: the first wins, and what the other still sends is dropped. gRPC calls are
 * not safe for that by themselves.
 */
public final class SerializedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private boolean closed;

    public SerializedCall(ServerCall<Q, A> call) {
        super(call);
    }

    @Override
    public synchronized void request(int messages) {
        super.request(messages);
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
        if (!closed) {
            super.sendHeaders(headers);
        }
    }

    @Override
    public synchronized void sendMessage(A message) {
        if (!closed) {
            super.sendMessage(message);
        }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
        if (!closed) {
            closed = true;
            super.close(status, trailers);
        }
    }
}
