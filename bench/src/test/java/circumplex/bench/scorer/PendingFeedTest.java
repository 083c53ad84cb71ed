package circumplex.bench.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.bench.load.Loopback;
import circumplex.bench.process.Cluster;
import circumplex.classifier.llm.testing.Chat;
import circumplex.classifier.llm.testing.FakeLlm;
import circumplex.classifier.llm.testing.Reply;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.gateway.v1.Degradation;
import circumplex.gateway.v1.DegradationReason;
import circumplex.gateway.v1.FeedPost;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed does not wait for a language model, and a later one has its scores, through all four services. */
class PendingFeedTest {

    /** Far longer than a feed has. Both would be ten times as long in life. */
    private static final Duration MODEL_TAKES = Duration.ofMillis(1_500);

    private static final Duration DEADLINE = Duration.ofMillis(300);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path folder;

    @Test
    void whatTheModelHasNoTimeForIsPendingAndCompleteInALaterFeed() {
        try (FakeLlm llm = FakeLlm.start(PendingFeedTest::answer);
                Cluster cluster = Cluster.start(
                        Distribution.ofThisProgram(JvmProfile.BRIEF),
                        folder,
                        Map.of("SCORER", "llm", "LLM_BASE_URL", llm.url(), "LLM_MODEL", "fake-model"))) {
            ManagedChannel gateway = Loopback.open(cluster.gateway().address());
            try {
                await(() -> rank(gateway, "Quick words", Duration.ofSeconds(30)).filter(feed -> feed.getCoverage() == 1));
                String text = pending(gateway);

                // No later feed has more time than the first one: the scores can only come from what went on without it.
                RankFeedResponse later = await(() ->
                        rank(gateway, text, DEADLINE).filter(feed -> feed.getCoverage() == 1));

                assertThat(later.getRanked(0).getPending()).isFalse();
                assertThat(later.getDegradationsList()).isEmpty();
                assertThat(later.getModelVersions().getScorerId()).contains("fake-model");
                assertThat(llm.chats().stream().filter(chat -> chat.posts().toString().contains(text)))
                        .as("calls of the model for the post")
                        .hasSize(1);
            } finally {
                gateway.shutdownNow();
            }
        }
    }

    /** The text of a feed that was answered before the model was; a slow machine may take the whole deadline itself. */
    private static String pending(ManagedChannel gateway) {
        int[] tries = {0};
        return await(() -> {
            String text = "Slow words no. " + tries[0]++ + ".";
            return rank(gateway, text, DEADLINE).filter(feed -> feed.getRanked(0).getPending()).map(feed -> {
                // What stands in has no part in the coverage.
                assertThat(feed.getCoverage()).isZero();
                assertThat(feed.getDegradationsList())
                        .extracting(Degradation::getReason)
                        .containsExactly(DegradationReason.DEGRADATION_REASON_PENDING);
                return text;
            });
        });
    }

    /** Nothing, if there was no answer in time. */
    private static Optional<RankFeedResponse> rank(ManagedChannel gateway, String text, Duration deadline) {
        try {
            return Optional.of(FeedServiceGrpc.newBlockingStub(gateway)
                    .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                    .rankFeed(RankFeedRequest.newBuilder()
                            .putWeights("benevolence_caring", 1)
                            .addPosts(FeedPost.newBuilder().setPostId("p").setText(text))
                            .build()));
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            return Optional.empty();
        }
    }

    private static Reply answer(Chat chat) {
        boolean slow = !chat.isProbe() && chat.posts().toString().contains("Slow words");
        return FakeLlm.rates(chat, text -> "0123456012345601234").after(slow ? MODEL_TAKES : Duration.ZERO);
    }

    private static <T> T await(Supplier<Optional<T>> condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        Optional<T> met = condition.get();
        while (met.isEmpty()) {
            assertThat(System.nanoTime() - end).as("it takes too long").isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            met = condition.get();
        }
        return met.get();
    }
}
