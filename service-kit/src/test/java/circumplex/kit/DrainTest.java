package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.call.Cancellation;
import circumplex.kit.drain.Draining;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.testing.Eventually;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of an end, as calls and background work see them. */
class DrainTest {

    private static final String ENABLED = "kit.test.background";

    /** What happened, in order. */
    private static final List<String> EVENTS = new CopyOnWriteArrayList<>();

    @Singleton
    @Order(1)
    @Requires(property = ENABLED)
    static final class First implements Draining {

        @Override
        public void drain(Deadline until) {
            EVENTS.add("first, in time: " + !until.isExpired());
            throw new IllegalStateException("cannot stop");
        }
    }

    @Singleton
    @Order(2)
    @Requires(property = ENABLED)
    static final class Second implements Draining {

        @Override
        public void drain(Deadline until) {
            EVENTS.add("second");
        }

        @PreDestroy
        void close() {
            EVENTS.add("closed");
        }
    }

    @Test
    void backgroundWorkStopsInItsOrderAfterTheCallsAndBeforeAnythingIsClosed() {
        EVENTS.clear();
        ServiceProcess service = start(Map.of(ENABLED, true));
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch working = new CountDownLatch(1);
        service.bean(SteeredRankerEndpoint.class).does(request -> {
            working.countDown();
            await(goOn);
            EVENTS.add("answered");
            return RankPostsResponse.getDefaultInstance();
        });
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", service.port()).usePlaintext().build();
        try {
            ListenableFuture<RankPostsResponse> call = RankerServiceGrpc.newFutureStub(channel).rankPosts(TestServer.REQUEST);
            await(working);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(service::close);
            Eventually.holds("no connection is taken any more", () -> !accepts(service.port()));
            goOn.countDown();

            assertThat(call).succeedsWithin(Eventually.PATIENCE);
            assertThat(closing).succeedsWithin(Eventually.PATIENCE);
            assertThat(EVENTS).containsExactly("answered", "first, in time: true", "second", "closed");
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void theWorkOfACallThatIsRefusedStops() {
        ServiceProcess service = start(Map.of("circumplex.drain.grace-millis", 100));
        CountDownLatch working = new CountDownLatch(1);
        CompletableFuture<Refusal> stopped = new CompletableFuture<>();
        service.bean(SteeredRankerEndpoint.class).does(request -> {
            working.countDown();
            return untilStopped(stopped);
        });
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", service.port()).usePlaintext().build();
        try {
            ListenableFuture<RankPostsResponse> call = RankerServiceGrpc.newFutureStub(channel).rankPosts(TestServer.REQUEST);
            await(working);
            service.close();

            assertThat(call).failsWithin(Eventually.PATIENCE).withThrowableThat().withMessageContaining("UNAVAILABLE: The service is stopping");
            assertThat(stopped).succeedsWithin(Eventually.PATIENCE);
        } finally {
            channel.shutdownNow();
        }
    }

    /** What a handler uses, such as native memory, must not be closed under it. */
    @ParameterizedTest(name = "its client is gone {0}")
    @ValueSource(booleans = {true, false})
    void nothingIsClosedUnderAHandlerThatTakesNoNoticeOfItsEnd(boolean gone) {
        EVENTS.clear();
        ServiceProcess service = start(Map.of(ENABLED, true, "circumplex.drain.grace-millis", 100));
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        service.bean(SteeredRankerEndpoint.class).does(request -> {
            working.countDown();
            await(ended);
            // Longer than refused calls are waited for.
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_000);
            while (System.nanoTime() - end < 0 && !EVENTS.contains("closed")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            EVENTS.add("worked");
            return RankPostsResponse.getDefaultInstance();
        });
        int port = service.port();
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            ListenableFuture<RankPostsResponse> call = RankerServiceGrpc.newFutureStub(channel).rankPosts(TestServer.REQUEST);
            await(working);
            if (gone) {
                call.cancel(true);
            } else {
                call.addListener(ended::countDown, Runnable::run);
            }
            CompletableFuture<Void> closing = CompletableFuture.runAsync(service::close);
            Eventually.holds("no connection is taken any more", () -> !accepts(port));
            if (gone) {
                ended.countDown();
            }

            assertThat(closing).succeedsWithin(Eventually.PATIENCE);
            assertThat(EVENTS).containsSubsequence("worked", "closed");
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void aConnectionThatIsHeldByNobodyIsNotWaitedFor() throws IOException {
        ServiceProcess service = start(Map.of());
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            silent.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            silent.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            assertThat(silent.getInputStream().read()).as("the server's settings").isNotNegative();
            long start = System.nanoTime();
            service.close();

            // gRPC by itself waits ten seconds for the answer to its ping.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        }
    }

    private static ServiceProcess start(Map<String, Object> properties) {
        Map<String, Object> settings = new java.util.HashMap<>(TestServer.settings(Map.of(
                "grpc.server.host", "127.0.0.1",
                "grpc.server.port", 0,
                "circumplex.drain.quiet-millis", 0,
                "datasources.default.url", circumplex.kit.testing.Engine.H2.freshUrl())));
        settings.putAll(properties);
        return ServiceProcess.start(TestServer.NAME, settings);
    }

    private static RankPostsResponse untilStopped(CompletableFuture<Refusal> stopped) {
        long end = System.nanoTime() + Eventually.PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            try {
                Cancellation.check();
            } catch (Refusal refusal) {
                stopped.complete(refusal);
                throw refusal;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        throw new IllegalStateException("nothing stopped the work");
    }

    static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
