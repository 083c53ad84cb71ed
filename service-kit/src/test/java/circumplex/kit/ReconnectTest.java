package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.channel.Channels;
import circumplex.kit.testing.Eventually;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReconnectTest {

    @Test
    void aServiceThatIsDownIsTriedEverySecondAndNotMoreAndMoreRarely() throws IOException {
        AtomicInteger attempts = new AtomicInteger();
        try (ServerSocket down = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread refusing = new Thread(() -> refuse(down, attempts), "refusing");
            refusing.setDaemon(true);
            refusing.start();
            ManagedChannel channel = Channels.open("kit.address", "127.0.0.1:" + down.getLocalPort(), "ranker", 1024);
            long start = System.nanoTime();
            channel.getState(true);

            // By itself gRPC would take 26 s for as many: 1 + 1.6 + 2.6 + 4.1 + 6.6 + 10.5.
            Eventually.holds("seven attempts", () -> attempts.get() >= 7);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
            assertThat(attempts).hasValueLessThan(16);

            channel.shutdownNow();
            Eventually.rests("a closed channel", attempts::get, Duration.ofMillis(1_500));
        }
    }

    private static void refuse(ServerSocket down, AtomicInteger attempts) {
        try {
            while (true) {
                down.accept().close();
                attempts.incrementAndGet();
            }
        } catch (IOException e) {
            assertThat(down.isClosed()).isTrue();
        }
    }
}
