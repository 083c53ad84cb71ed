package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.RunningService;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client, or a load balancer, learns when a service is ready: not when its port is open but when it is warm. */
class HealthTest {

    private static final List<String> NAMES =
            List.of("", "circumplex.ranker.v1.RankerService", "circumplex.personalizer.v1.PersonalizerService");

    /** A warm-up that takes until the test lets it go on. */
    @Singleton
    @Requires(property = "kit.test.slow-warm-up")
    static final class SlowWarmUp implements WarmUp {

        private static volatile CountDownLatch reached = new CountDownLatch(1);
        private static volatile CountDownLatch goOn = new CountDownLatch(1);
        private static volatile boolean fail;

        static void reset() {
            reached = new CountDownLatch(1);
            goOn = new CountDownLatch(1);
            fail = false;
        }

        static void awaitReached() {
            awaitLatch(reached);
        }

        static void goOn() {
            goOn.countDown();
        }

        @Override
        public void warmUp() {
            reached.countDown();
            awaitLatch(goOn);
            if (fail) {
                throw new IllegalStateException("no warmth");
            }
        }
    }

    @BeforeEach
    void coldAgain() {
        SlowWarmUp.reset();
    }

    @Test
    void saysServingOnlyWhenEveryWarmUpIsDone() throws IOException {
        int port = freePort();
        CompletableFuture<TestServer> starting = CompletableFuture.supplyAsync(
                () -> TestServer.start(Map.of("kit.test.slow-warm-up", true, "grpc.server.port", port)));
        SlowWarmUp.awaitReached();
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            assertThat(NAMES).allSatisfy(name -> assertThat(status(channel, name)).isEqualTo(ServingStatus.NOT_SERVING));
            assertThat(starting).isNotDone();

            SlowWarmUp.goOn();
            try (TestServer server = starting.join()) {
                assertThat(NAMES).allSatisfy(name -> assertThat(status(channel, name)).isEqualTo(ServingStatus.SERVING));
                assertThat(server.port()).isEqualTo(port);
            }
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void doesNotStartWithAWarmUpThatFails() throws IOException {
        int port = freePort();
        SlowWarmUp.fail = true;
        SlowWarmUp.goOn();

        CompletableFuture<Void> starting = CompletableFuture.runAsync(
                () -> TestServer.start(Map.of("kit.test.slow-warm-up", true, "grpc.server.port", port)).close());

        assertThat(starting).failsWithin(Eventually.PATIENCE).withThrowableThat().withMessageContaining("no warmth");
        // The port is free again.
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void knowsTheServicesOfThisProcessOnly() {
        try (TestServer server = TestServer.start()) {
            assertThat(NAMES).allSatisfy(
                    name -> assertThat(status(server.channel(), name)).isEqualTo(ServingStatus.SERVING));
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                    StatusRuntimeException.class,
                                    () -> status(server.channel(), "circumplex.gateway.v1.FeedService"))
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.NOT_FOUND);
        }
    }

    @Test
    void saysNotServingToThoseWhoWatchWhenTheProcessStops() {
        RunningService service = RunningService.start(TestServer.NAME, TestServer.settings(Map.of()));
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", service.port()).usePlaintext().build();
        try {
            var watch = HealthGrpc.newBlockingStub(channel).watch(HealthCheckRequest.getDefaultInstance());
            assertThat(watch.next().getStatus()).isEqualTo(ServingStatus.SERVING);
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(service::close);

            assertThat(watch.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            channel.shutdownNow();
            assertThat(stopping).succeedsWithin(Eventually.PATIENCE);
        } finally {
            channel.shutdownNow();
        }
    }

    private static ServingStatus status(ManagedChannel channel, String name) {
        return HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .check(HealthCheckRequest.newBuilder().setService(name).build())
                .getStatus();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
