package circumplex.gateway.rank;

import static circumplex.gateway.testing.Samples.SET;
import static circumplex.gateway.testing.Samples.feed;
import static circumplex.gateway.testing.Samples.rated;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.feed.Degradation;
import circumplex.gateway.feed.FeedPost;
import circumplex.gateway.feed.FeedQuery;
import circumplex.gateway.feed.RankedFeed;
import circumplex.gateway.feed.Rules;
import circumplex.gateway.feed.Stage;
import circumplex.gateway.feed.UnscoredPlacement;
import circumplex.gateway.testing.Answer;
import circumplex.gateway.testing.FakeServer;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.DeleteUserDataRequest;
import circumplex.gateway.v1.ExportUserDataRequest;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.GetCalibrationRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.kit.call.Caller;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.LogLines;
import circumplex.values.WeightVector;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One deadline and one request id for all that a request sets off, and an end to it when the client is gone. */
final class DeadlineTest {

    /** Asked off the way of requests, in a time of its own: what a new scorer has not scored yet. */
    private static final String BESIDE = "ListInactiveAnnotations";

    private static FakeServices services;

    @BeforeAll
    static void start() {
        services = FakeServices.start();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @BeforeEach
    void reset() {
        services.reset();
    }

    @Test
    void everyCallCarriesTheClientsRequestIdAndWhatIsLeftOfItsTime() {
        Duration patience = Duration.ofSeconds(7);

        hurried(services.feeds(), patience).rankFeed(feed().setUserId("anna").build());
        hurried(services.calibration(), patience).annotate(annotation());
        hurried(services.calibration(), patience)
                .getCalibration(GetCalibrationRequest.newBuilder().setUserId("anna").build());
        hurried(services.userData(), patience)
                .exportUserData(ExportUserDataRequest.newBuilder().setUserId("anna").build())
                .forEachRemaining(record -> {});
        hurried(services.userData(), patience)
                .deleteUserData(DeleteUserDataRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setUserId("anna")
                        .build());

        assertThat(services.classifier.server.calls())
                .extracting(FakeServer.Call::method)
                .containsExactly("ClassifyPosts", "ClassifyPosts", "ClassifyPosts", "ExportUserData", "DeleteUserData");
        assertThat(services.personalizer.server.calls())
                .extracting(FakeServer.Call::method)
                .filteredOn(method -> !method.equals(BESIDE))
                .containsExactly(
                        "PersonalizeScores",
                        "RecordAnnotations",
                        "RecordAnnotations",
                        "GetCalibration",
                        "ExportUserData",
                        "DeleteUserData");
        for (FakeServer server : List.of(services.classifier.server, services.personalizer.server, services.ranker.server)) {
            assertThat(server.calls()).isNotEmpty().filteredOn(call -> !BESIDE.equals(call.method())).allSatisfy(call -> {
                assertThat(call.requestId()).isEqualTo("request-7");
                assertThat(call.timeLeft()).isPositive().isLessThanOrEqualTo(patience);
            });
            assertThat(server.callsWithoutDeadline()).isZero();
        }
    }

    @Test
    void everyStageGetsItsShareOfTheTimeLeft() {
        hurried(services.feeds(), Duration.ofSeconds(10)).rankFeed(feed().setUserId("anna").build());

        assertThat(timeLeft(services.classifier.server)).isLessThanOrEqualTo(Duration.ofSeconds(6));
        assertThat(timeLeft(services.personalizer.server)).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(timeLeft(services.ranker.server)).isLessThanOrEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void withoutADeadlineOfTheClientThereIsOneOfOurs() {
        FeedServiceGrpc.newBlockingStub(services.gateway.channel()).rankFeed(feed().build());

        assertThat(timeLeft(services.classifier.server)).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    /** The clock stands still, so nothing can be late but what the stages decide. */
    @Test
    void aStageThatHasNoTimeIsNotTried() throws Exception {
        RankFeed rankFeed = services.gateway.bean(RankFeed.class);
        FeedQuery query = new FeedQuery(
                "anna",
                SET,
                Optional.of(WeightVector.zero(SET)),
                Optional.empty(),
                List.of(new FeedPost("a", "hedonism=1"), new FeedPost("b", "hedonism=2")),
                OptionalInt.empty(),
                UnscoredPlacement.KEEP_ENGAGEMENT_SLOT,
                false,
                Rules.NONE);

        RankedFeed feed = withTimeLeft(Duration.ofMillis(21), () -> rankFeed.rank("default", query));

        assertThat(feed.degradations())
                .containsExactly(
                        new Degradation(Stage.CLASSIFY, Degradation.Reason.DEADLINE, 2),
                        new Degradation(Stage.RANK, Degradation.Reason.DEADLINE, 2));
        assertThat(feed.posts()).extracting(post -> post.placed().place().postId()).containsExactly("a", "b");
        assertThat(feed.coverage()).isZero();
        assertThat(services.classifier.server.calls()).isEmpty();
        assertThat(services.ranker.server.calls()).isEmpty();
    }

    @Test
    void workEndsWhenTheClientIsGone() {
        services.classifier.server.hang();
        try (LogLines log = new LogLines()) {
            ListenableFuture<RankFeedResponse> answer = FeedServiceGrpc.newFutureStub(services.gateway.channel())
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .rankFeed(feed().setUserId("anna").build());
            Eventually.holds("the classifier is asked", () -> !services.classifier.server.calls().isEmpty());

            answer.cancel(true);

            Context asked = services.classifier.server.onlyCall().context();
            Eventually.holds("the classifier's call is cancelled", asked::isCancelled);
            Eventually.holds("the gateway gives up", () -> log.has("FeedService/RankFeed CANCELLED"));
        }
        assertThat(services.personalizer.server.calls()).isEmpty();
        assertThat(services.ranker.server.calls()).isEmpty();
    }

    /**
     * 120 feeds, cancelled while one of the three services has them. A fake at work sees its call cancelled, and nothing else is called
     * any more: 40 times one call, 40 times two, 40 times three. How soon is printed here, and measured on real processes by
     * {@code ./circumplex bench cancel}: a busy machine says nothing.
     */
    @Test
    void noWorkGoesOnAfterACancel() {
        long worst = 0;
        int expected = 0;
        for (int i = 0; i < 120; i++) {
            FakeServer hanging = servers().get(i % 3);
            hanging.hang();
            int before = hanging.calls().size();
            ListenableFuture<RankFeedResponse> answer = FeedServiceGrpc.newFutureStub(services.gateway.channel())
                    .withDeadlineAfter(60, TimeUnit.SECONDS)
                    .rankFeed(feed().setUserId("anna").build());
            Eventually.holds("the service is asked", () -> hanging.calls().size() > before);
            Context asked = hanging.calls().get(before).context();

            long cancelled = System.nanoTime();
            answer.cancel(true);
            Eventually.holds("its call is cancelled", asked::isCancelled);

            worst = Math.max(worst, System.nanoTime() - cancelled);
            expected += 1 + i % 3;
            hanging.release();
        }
        System.out.printf("120 cancelled feeds: the service at work knew at most %d ms later%n", worst / 1_000_000);
        int whole = Answer.of(services.feeds().rankFeed(feed().setUserId("anna").build())).degradations().isEmpty() ? 3 : 0;
        assertThat(servers().stream().mapToInt(server -> server.calls().size()).sum())
                .as("no call began after a cancel; the last three are of a feed that nobody cancelled")
                .isEqualTo(expected + whole);
    }

    private static List<FakeServer> servers() {
        return List.of(services.classifier.server, services.personalizer.server, services.ranker.server);
    }

    private static <T> T withTimeLeft(Duration time, java.util.concurrent.Callable<T> work) throws Exception {
        Deadline.Ticker stopped = new Deadline.Ticker() {
            @Override
            public long nanoTime() {
                return 0;
            }
        };
        ScheduledThreadPoolExecutor never = new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                return super.schedule(command, 1, TimeUnit.DAYS);
            }
        };
        try {
            Context context = new Caller(Caller.DEVELOPMENT_TENANT, "request-7").asContext();
            return context.withDeadline(Deadline.after(time.toMillis(), TimeUnit.MILLISECONDS, stopped), never)
                    .call(work);
        } finally {
            never.shutdownNow();
        }
    }

    private static <S extends AbstractStub<S>> S hurried(S stub, Duration patience) {
        Metadata headers = new Metadata();
        headers.put(FakeServer.REQUEST_ID, "request-7");
        return stub.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static Duration timeLeft(FakeServer server) {
        return Objects.requireNonNull(server.onlyCall().timeLeft(), "a deadline");
    }

    private static AnnotateRequest annotation() {
        return AnnotateRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId("anna")
                .addPosts(rated("a", "hedonism=1", Map.of("hedonism", 6)))
                .build();
    }
}
