package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ListValueSetsRequest;
import circumplex.classifier.v1.ListValueSetsResponse;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.Uninterruptibles;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How a process ends that is told to by a signal. Each test has a process of its own and waits for most of its time. */
@Execution(ExecutionMode.CONCURRENT)
class DrainProcessTest {

    /** Longer than a test is patient: who sees the process end has not waited for this to pass. */
    private static final int LONG_MILLIS = 60_000;

    @TempDir
    private Path folder;

    private final Map<Integer, ManagedChannel> channels = new HashMap<>();

    @AfterEach
    void disconnect() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }

    @Test
    void servesUntilItsClientsKnowThenFinishesWhatIsUnderWay() throws Exception {
        hold();
        try (ChildProcess child = start(3_000, LONG_MILLIS)) {
            int port = port(child);
            Future<ListValueSetsResponse> held = heldCall(port);
            child.stop();

            Eventually.holds("the service says NOT_SERVING", () -> health(port) == ServingStatus.NOT_SERVING);
            assertThat(rank(connect(port))).isEqualTo(RankPostsResponse.getDefaultInstance());
            assertThat(DrainTest.accepts(port)).isTrue();
            Eventually.holds("no connection is taken any more", () -> !DrainTest.accepts(port));
            assertThat(held).isNotDone();

            Files.delete(folder.resolve(HeldEndpoint.HOLD));
            assertThat(held.get()).isEqualTo(ListValueSetsResponse.getDefaultInstance());
            assertThat(child.exitCode()).isZero();
            assertThat(child.err()).allMatch(line -> line.contains(" INFO "));
        }
    }

    @Test
    void refusesWhatIsNotFinishedWithinTheGraceAndIsNotHeldByIt() throws Exception {
        hold();
        try (ChildProcess child = start(0, 300)) {
            Future<ListValueSetsResponse> held = heldCall(port(child));
            child.stop();

            Refused failed = Refused.by(() -> get(held));
            assertThat(failed.codeAndReason()).isEqualTo("UNAVAILABLE/UNAVAILABLE");
            assertThat(failed.metadata()).containsEntry("service", "kittest");
            assertThat(failed.retry()).hasValueSatisfying(retry -> assertThat(retry.getRetryDelay().getSeconds()).isEqualTo(1));
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        hold();
        try (ChildProcess child = start(LONG_MILLIS, LONG_MILLIS)) {
            int port = port(child);
            Future<ListValueSetsResponse> held = heldCall(port);
            child.interrupt();
            Eventually.holds("the service says NOT_SERVING", () -> health(port) == ServingStatus.NOT_SERVING);
            child.stop();

            assertThat(child.exitCode()).isEqualTo(128 + 15);
            assertThat(Refused.by(() -> get(held)).code()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void whoWatchesItsHealthIsToldAndDoesNotHoldItUp() throws IOException {
        try (ChildProcess child = start(0, LONG_MILLIS)) {
            Iterator<HealthCheckResponse> watch =
                    HealthGrpc.newBlockingStub(channel(port(child)))
                            .withDeadlineAfter(Eventually.PATIENCE)
                            .watch(HealthCheckRequest.getDefaultInstance());
            assertThat(watch.next().getStatus()).isEqualTo(ServingStatus.SERVING);
            child.stop();

            assertThat(watch.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            assertThat(Refused.by(watch::hasNext).code()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void endsInTheMiddleOfItsStart() throws IOException {
        int port = HealthTest.freePort();
        try (ChildProcess child = ChildProcess.start(
                folder, Map.of("KIT_TEST_SLOW_WARM_UP", "true", "GRPC_SERVER_PORT", Integer.toString(port)))) {
            Eventually.holds("the port is open", () -> DrainTest.accepts(port));
            child.stop();

            assertThat(child.exitCode()).isZero();
            assertThat(child.out()).isEmpty();
            assertThat(child.err()).allMatch(line -> line.contains(" INFO "));
        }
    }

    /** As a pool does whose database does not answer. */
    @Singleton
    @Requires(property = "kit.test.cannot-close")
    static final class CannotClose implements WarmUp {

        @Override
        public void warmUp() {}

        @PreDestroy
        void close() {
            Uninterruptibles.awaitUninterruptibly(new CountDownLatch(1));
        }
    }

    @Test
    void endsAlthoughSomethingCannotBeClosed() {
        try (ChildProcess child = ChildProcess.start(
                folder, Map.of("KIT_TEST_CANNOT_CLOSE", "true", "CIRCUMPLEX_DRAIN_GRACE_MILLIS", "0"))) {
            child.ready();
            child.stop();

            assertThat(child.exitCode()).isZero();
            assertThat(child.err()).anyMatch(line -> line.contains(" WARN ") && line.contains("not closed within 5000 ms"));
        }
    }

    private ChildProcess start(int quietMillis, int graceMillis) {
        return ChildProcess.start(
                folder,
                Map.of(
                        "KIT_TEST_ENDPOINT", "true",
                        "KIT_TEST_HELD_ENDPOINT", "true",
                        "CIRCUMPLEX_DRAIN_QUIET_MILLIS", Integer.toString(quietMillis),
                        "CIRCUMPLEX_DRAIN_GRACE_MILLIS", Integer.toString(graceMillis)));
    }

    private void hold() throws IOException {
        Files.createFile(folder.resolve(HeldEndpoint.HOLD));
    }

    /** A call that is in its handler. */
    private ListenableFuture<ListValueSetsResponse> heldCall(int port) {
        ListenableFuture<ListValueSetsResponse> held = ClassifierServiceGrpc.newFutureStub(channel(port))
                .withDeadlineAfter(Duration.ofSeconds(60))
                .listValueSets(ListValueSetsRequest.getDefaultInstance());
        Eventually.holds("the call is under way", () -> Files.exists(folder.resolve(HeldEndpoint.ENTERED)));
        return held;
    }

    private static int port(ChildProcess child) {
        String ready = child.ready();
        return Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
    }

    private ManagedChannel channel(int port) {
        return channels.computeIfAbsent(port, DrainProcessTest::connect);
    }

    private static ManagedChannel connect(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    private ServingStatus health(int port) {
        return HealthGrpc.newBlockingStub(channel(port))
                .withDeadlineAfter(Duration.ofSeconds(10))
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }

    private static RankPostsResponse rank(ManagedChannel channel) {
        try {
            return RankerServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(Duration.ofSeconds(10))
                    .rankPosts(TestServer.REQUEST);
        } finally {
            channel.shutdownNow();
        }
    }

    private static void get(Future<?> call) throws Throwable {
        try {
            call.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
