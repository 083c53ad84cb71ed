package circumplex.kit.channel;

import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Connects again every second to a replica that cannot be reached. gRPC waits longer and longer, up to two minutes: without another
 * replica it fails every call in the meantime, and with others the one that is back gets no share. Clients are told to try again
 * in a second, and by then a service that is back has to be reached.
 */
final class Reconnect {

    private static final Duration DELAY = Duration.ofSeconds(1);

    private final ManagedChannel channel;
    private final Executor later = CompletableFuture.delayedExecutor(DELAY.toMillis(), TimeUnit.MILLISECONDS);

    private Reconnect(ManagedChannel channel) {
        this.channel = channel;
    }

    static ManagedChannel soon(ManagedChannel channel) {
        new Reconnect(channel).again();
        return channel;
    }

    /** A clock and not the state of the channel, which is READY as long as one replica is. Only connections that failed are touched. */
    private void again() {
        later.execute(() -> {
            if (!channel.isShutdown()) {
                channel.resetConnectBackoff();
                again();
            }
        });
    }
}
