package circumplex.kit.channel;

import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that ends with the context it was made in, and hands nothing of that context to its channel.
 *
 * <p>A channel does its own work, such as connecting and watching the health of a replica, on the thread of whichever call comes along,
 * and streams keep the context that they were started in. The watch of a replica that starts in the context of a call would end with
 * that call, and the replica would look lost until the watch is started again.
 */
class DetachedCall<Q, A> extends ForwardingClientCall<Q, A> {

    private final Context around = Context.current();
    private final ClientCall<Q, A> call;
    private final Context.CancellationListener gone = this::gone;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** @param call makes the call; its deadline has to be in its options */
    DetachedCall(Supplier<ClientCall<Q, A>> call) {
        this.call = inRoot(call);
    }

    @Override
    protected ClientCall<Q, A> delegate() {
        return call;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
        Context.ROOT.run(() -> super.start(new InContext<>(listener), headers));
        around.addListener(gone, Runnable::run);
        if (ended.get()) {
            // The end of a call that fails at once came before there was a listener to take back.
            around.removeListener(gone);
        }
    }

    @Override
    public void request(int messages) {
        Context.ROOT.run(() -> super.request(messages));
    }

    @Override
    public void sendMessage(Q message) {
        Context.ROOT.run(() -> super.sendMessage(message));
    }

    @Override
    public void halfClose() {
        Context.ROOT.run(super::halfClose);
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        Context.ROOT.run(() -> super.cancel(message, cause));
    }

    /** Where the time of the context is up, the deadline of the call says so by itself. */
    private void gone(Context ended) {
        if (!(ended.cancellationCause() instanceof TimeoutException)) {
            cancel("the call that this one works for has ended", ended.cancellationCause());
        }
    }

    private static <T> T inRoot(Supplier<T> work) {
        Context before = Context.ROOT.attach();
        try {
            return work.get();
        } finally {
            Context.ROOT.detach(before);
        }
    }

    /** Tells the caller in its own context, and stops listening to it at the end. */
    private final class InContext<T> extends ClientCall.Listener<T> {

        private final ClientCall.Listener<T> inner;

        InContext(ClientCall.Listener<T> inner) {
            this.inner = inner;
        }

        @Override
        public void onHeaders(Metadata headers) {
            around.run(() -> inner.onHeaders(headers));
        }

        @Override
        public void onMessage(T message) {
            around.run(() -> inner.onMessage(message));
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ended.set(true);
            around.removeListener(gone);
            around.run(() -> inner.onClose(status, trailers));
        }

        @Override
        public void onReady() {
            around.run(inner::onReady);
        }
    }
}
