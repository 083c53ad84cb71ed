package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.call.Cancellation;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.refusal.RefusalStatus;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long a call may take, and that work stops when nobody waits for it. */
class DeadlineTest {

    private static final int DEFAULT_MILLIS = 300;
    private static final int MAX_MILLIS = 600;
    private static final int STREAM_MILLIS = 900;
    private static final int ATTEMPTS = 3;

    /**
     * How much may be done in vain, in units of a little more than a millisecond: less than 100 ms of work. Counted and not timed, because on a
     * busy machine a thread that does nothing may wait for its turn.
     */
    private static final int VAIN_UNITS = 90;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of(
                "circumplex.deadlines.default-millis", DEFAULT_MILLIS,
                "circumplex.deadlines.max-millis", MAX_MILLIS,
                "circumplex.deadlines.stream-max-millis", STREAM_MILLIS));
        server.ranker().rankPosts(TestServer.REQUEST);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aCallWithoutADeadlineGetsTheDefault() {
        assertThat(remaining(server.ranker())).isBetween(1L, (long) DEFAULT_MILLIS);
    }

    @Test
    void aCallKeepsItsOwnDeadlineBelowTheMaximum() {
        assertThat(remaining(server.ranker().withDeadlineAfter(MAX_MILLIS - 100, TimeUnit.MILLISECONDS)))
                .isBetween(DEFAULT_MILLIS + 1L, MAX_MILLIS - 100L);
    }

    @Test
    void aCallGetsTheMaximumWhereItsDeadlineIsLater() {
        assertThat(remaining(server.ranker().withDeadlineAfter(1, TimeUnit.HOURS)))
                .isBetween(DEFAULT_MILLIS + 1L, (long) MAX_MILLIS);
    }

    @Test
    void aStreamGetsTheDeadlineOfStreams() {
        CompletableFuture<Long> remaining = new CompletableFuture<>();
        server.bean(SteeredPersonalizerEndpoint.class).does(out -> {
            remaining.complete(remainingMillis());
            out.onCompleted();
        });
        assertThat(server.personalizer().exportUserData(TestServer.EXPORT)).toIterable().isEmpty();

        assertThat(remaining.join()).isBetween(MAX_MILLIS + 1L, (long) STREAM_MILLIS);
    }

    @Test
    void theDefaultDeadlineIsAnsweredWithItsReason() {
        server.does(DeadlineTest::worksUntilStopped);
        Refused failed = Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));

        assertThat(failed.codeAndReason()).isEqualTo("DEADLINE_EXCEEDED/DEADLINE_EXCEEDED");
        assertThat(failed.requestId()).isNotBlank();
    }

    @Test
    void theMaximumDeadlineIsAnsweredWithItsReason() {
        server.does(DeadlineTest::worksUntilStopped);
        Refused failed = Refused.by(
                () -> server.ranker().withDeadlineAfter(1, TimeUnit.HOURS).rankPosts(TestServer.REQUEST));

        assertThat(failed.codeAndReason()).isEqualTo("DEADLINE_EXCEEDED/DEADLINE_EXCEEDED");
        assertThat(failed.requestId()).isNotBlank();
    }

    @Test
    void theClientIsAnsweredThoughTheHandlerDoesNotLook() throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        server.does(request -> {
            await(answered);
            returned.countDown();
            return RankPostsResponse.newBuilder().setKendallTau(1).build();
        });
        try (Logs logs = Logs.open()) {
            Refused failed = Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));
            answered.countDown();

            assertThat(failed.codeAndReason()).isEqualTo("DEADLINE_EXCEEDED/DEADLINE_EXCEEDED");
            assertThat(returned.await(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            // What the handler still sends is dropped in silence, and the call is one line under its id.
            server.does(request -> RankPostsResponse.getDefaultInstance());
            server.ranker().rankPosts(TestServer.REQUEST);
            assertThat(logs.lines()).noneMatch(line -> line.contains("Exception"));
            assertThat(logs.lines("circumplex.access"))
                    .singleElement()
                    .asString()
                    .startsWith("INFO [" + failed.requestId() + "]")
                    .contains("DEADLINE_EXCEEDED");
        }
    }

    @Test
    void workStopsPromptlyAtTheDeadline() {
        for (int i = 0; i < ATTEMPTS; i++) {
            Work work = new Work();
            server.does(work::untilStopped);
            // The service's own: at the client's, the client may be the first to say that it is gone.
            Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));

            assertThat(work.end()).isEqualTo("DEADLINE_EXCEEDED");
            assertThat(work.afterTheDeadline).hasValueLessThanOrEqualTo(VAIN_UNITS);
        }
    }

    @Test
    void workStopsPromptlyWhenTheClientIsGone() {
        for (int i = 0; i < ATTEMPTS; i++) {
            Work work = new Work();
            server.does(work::untilStopped);
            ListenableFuture<RankPostsResponse> call =
                    RankerServiceGrpc.newFutureStub(server.channel()).rankPosts(TestServer.REQUEST);
            Eventually.holds("the handler works", () -> work.units.get() > 0);
            call.cancel(true);
            int before = work.units.get();

            assertThat(work.end()).isEqualTo("CANCELLED");
            assertThat(work.units.get() - before).isLessThanOrEqualTo(VAIN_UNITS);
        }
    }

    @Test
    void aCallWhoseClientIsGoneIsOneLineInTheLog() {
        try (Logs logs = Logs.open()) {
            CountDownLatch started = new CountDownLatch(1);
            server.does(request -> {
                started.countDown();
                return worksUntilStopped(request);
            });
            ListenableFuture<RankPostsResponse> call =
                    RankerServiceGrpc.newFutureStub(server.channel()).rankPosts(TestServer.REQUEST);
            await(started);
            call.cancel(true);

            Eventually.holds("a line of the access log", () -> !logs.lines("circumplex.access").isEmpty());
            assertThat(logs.lines("circumplex.access")).singleElement().asString().contains("CANCELLED");
            assertThat(logs.lines("ErrorInterceptor")).isEmpty();
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItsRequestIsThereIsOneLineInTheLog() {
        try (Logs logs = Logs.open()) {
            // A stream's headers go out before its first message.
            MethodDescriptor<RankPostsRequest, RankPostsResponse> asStream = RankerServiceGrpc.getRankPostsMethod().toBuilder()
                    .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                    .build();
            ClientCall<RankPostsRequest, RankPostsResponse> call = server.channel().newCall(asStream, CallOptions.DEFAULT);
            call.start(new ClientCall.Listener<>() {}, new Metadata());
            Eventually.holds("the call is on its way", call::isReady);
            call.cancel("changed my mind", null);

            Eventually.holds("a line of the access log", () -> !logs.lines("circumplex.access").isEmpty());
            assertThat(logs.lines("circumplex.access")).singleElement().asString().contains("RankPosts CANCELLED");
        }
    }

    /** Work that is counted. */
    private static final class Work {

        private final AtomicInteger units = new AtomicInteger();
        private final AtomicInteger afterTheDeadline = new AtomicInteger();
        private final CompletableFuture<Refusal> stopped = new CompletableFuture<>();

        private RankPostsResponse untilStopped(RankPostsRequest request) {
            Deadline deadline = Objects.requireNonNull(Context.current().getDeadline());
            try {
                return worksUntilStopped(() -> {
                    units.incrementAndGet();
                    afterTheDeadline.addAndGet(deadline.isExpired() ? 1 : 0);
                });
            } catch (Refusal refusal) {
                stopped.complete(refusal);
                throw refusal;
            }
        }

        /** What it was stopped with, when it has stopped. */
        private String end() {
            return RefusalStatus.name(stopped.orTimeout(30, TimeUnit.SECONDS).join().reason());
        }
    }

    private static long remaining(RankerServiceGrpc.RankerServiceBlockingStub ranker) {
        CompletableFuture<Long> remaining = new CompletableFuture<>();
        server.does(request -> {
            remaining.complete(remainingMillis());
            return RankPostsResponse.getDefaultInstance();
        });
        ranker.rankPosts(TestServer.REQUEST);
        return remaining.join();
    }

    private static long remainingMillis() {
        return Objects.requireNonNull(Context.current().getDeadline()).timeRemaining(TimeUnit.MILLISECONDS);
    }

    private static RankPostsResponse worksUntilStopped(RankPostsRequest request) {
        return worksUntilStopped(() -> {});
    }

    private static RankPostsResponse worksUntilStopped(Runnable unit) {
        long end = System.nanoTime() + Eventually.PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            Cancellation.check();
            unit.run();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        throw Status.DATA_LOSS.withDescription("nothing stopped the work").asRuntimeException();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
