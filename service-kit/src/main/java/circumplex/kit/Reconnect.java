package circumplex.kit;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Connects again a second after a connection failed. gRPC waits longer and longer, up to two minutes, and fails every call in the
 * meantime; clients are told to try again in a second, and by then a service that is back has to be reached.
 */
final class Reconnect {

    private static final Duration DELAY = Duration.ofSeconds(1);

    private final ManagedChannel channel;
    private final Executor later = CompletableFuture.delayedExecutor(DELAY.toMillis(), TimeUnit.MILLISECONDS);

    private Reconnect(ManagedChannel channel) {
        this.channel = channel;
    }

    static ManagedChannel soon(ManagedChannel channel) {
        new Reconnect(channel).watch();
        return channel;
    }

    private void watch() {
        ConnectivityState state = channel.getState(false);
        if (state == ConnectivityState.SHUTDOWN) {
            return;
        }
        if (state == ConnectivityState.TRANSIENT_FAILURE) {
            later.execute(() -> {
                channel.resetConnectBackoff();
                watch();
            });
        } else {
            channel.notifyWhenStateChanged(state, this::watch);
        }
    }
}
