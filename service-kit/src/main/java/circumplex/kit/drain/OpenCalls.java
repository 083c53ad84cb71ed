package circumplex.kit.drain;

import circumplex.kit.call.SerializedCall;
import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that began and are not over. A call is over when the last byte of its answer was handed to the system, not when it was
 * closed.
 */
final class OpenCalls implements ServerInterceptor {

    private record Open(ServerCall<?, ?> call, Context context) {

        void end(Consumer<ServerCall<?, ?>> how) {
            context.run(() -> how.accept(call));
        }
    }

    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Consumer<ServerCall<?, ?>> ending;

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        ServerCall<Q, A> endable = new SerializedCall<>(call);
        Open self = new Open(endable, Context.current());
        open.add(self);
        ServerCall.Listener<Q> inner;
        try {
            inner = next.startCall(endable, headers);
        } catch (Throwable e) {
            open.remove(self);
            throw e;
        }
        Consumer<ServerCall<?, ?>> how = ending;
        if (how != null) {
            self.end(how);
        }
        return new SimpleForwardingServerCallListener<>(inner) {
            @Override
            public void onCancel() {
                open.remove(self);
                super.onCancel();
            }

            @Override
            public void onComplete() {
                open.remove(self);
                super.onComplete();
            }
        };
    }

    int count() {
        return open.size();
    }

    /** Ends every call that is open, in its own context, and every later one. */
    void endAll(Consumer<ServerCall<?, ?>> how) {
        ending = how;
        open.forEach(call -> call.end(how));
    }
}
