package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.channel.Channels;
import circumplex.kit.testing.Eventually;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two replicas behind one channel. */
class ReplicasTest {

    /** A server whose calls are counted. */
    private static final class Replica implements AutoCloseable {

        private final AtomicInteger calls = new AtomicInteger();
        private final TestServer server;

        Replica(int port, int quietMillis) {
            server = TestServer.start(Map.of("grpc.server.port", port, "circumplex.drain.quiet-millis", quietMillis));
            server.does(request -> {
                calls.incrementAndGet();
                return RankPostsResponse.getDefaultInstance();
            });
        }

        int callsOf(Runnable work) {
            int before = calls.get();
            work.run();
            return calls.get() - before;
        }

        @Override
        public void close() {
            server.close();
        }
    }

    @Test
    void areCalledInTurn() {
        try (Replica one = new Replica(0, 0); Replica two = new Replica(0, 0); Client client = new Client(one, two)) {
            Eventually.holds("both are connected", () -> one.callsOf(client::calls10) > 0 && two.callsOf(client::calls10) > 0);

            assertThat(one.callsOf(client::calls10)).isEqualTo(5);
            assertThat(two.callsOf(client::calls10)).isEqualTo(5);
        }
    }

    @Test
    void oneIsRestartedWhileTheOtherServesAndNoCallFails() throws IOException {
        int port = HealthTest.freePort();
        try (Replica stays = new Replica(0, 0); Client client = new Client(port, stays.server.port())) {
            AtomicBoolean stop = new AtomicBoolean();
            CompletableFuture<Void> calling;
            try (Replica goes = new Replica(port, 500)) {
                Eventually.holds("both are connected", () -> goes.callsOf(client::calls10) > 0 && stays.callsOf(client::calls10) > 0);
                calling = CompletableFuture.runAsync(() -> {
                    while (!stop.get()) {
                        client.calls10();
                    }
                });
                CompletableFuture<Void> closing = CompletableFuture.runAsync(goes.server::close);
                // Well within the quiet period, because its health says so.
                Eventually.rests("the calls of the one that goes", goes.calls::get, Duration.ofMillis(200));
                assertThat(closing).isNotDone();
                closing.join();
            }
            try (Replica back = new Replica(port, 0)) {
                Eventually.holds("the one that is back has a share", () -> back.calls.get() > 10);
                stop.set(true);
                assertThat(calling).succeedsWithin(Eventually.PATIENCE);
            }
        }
    }

    @Test
    void aWarmingReplicaIsNotCalled() throws IOException {
        int port = HealthTest.freePort();
        HealthTest.SlowWarmUp.reset();
        CompletableFuture<TestServer> cold = CompletableFuture.supplyAsync(
                () -> TestServer.start(Map.of("kit.test.slow-warm-up", true, "grpc.server.port", port)));
        HealthTest.SlowWarmUp.awaitReached();
        try (Replica warm = new Replica(0, 0); Client client = new Client(port, warm.server.port())) {
            Eventually.holds("one is connected", () -> warm.callsOf(client::calls10) == 10);
            assertThat(warm.callsOf(client::calls10)).isEqualTo(10);
        } finally {
            HealthTest.SlowWarmUp.goOn();
            cold.join().close();
        }
    }

    /** Calls that have to succeed. */
    private static final class Client implements AutoCloseable {

        private final ManagedChannel channel;

        Client(Replica one, Replica two) {
            this(one.server.port(), two.server.port());
        }

        Client(int onePort, int otherPort) {
            channel = Channels.open(
                    "KIT_ADDRESS", "static:///127.0.0.1:" + onePort + ",localhost:" + otherPort, "ranker", 1 << 20);
        }

        void calls10() {
            for (int i = 0; i < 10; i++) {
                RankerServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(Duration.ofSeconds(10))
                        .rankPosts(TestServer.REQUEST);
            }
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }
}
