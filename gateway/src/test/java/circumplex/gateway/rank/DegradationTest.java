package circumplex.gateway.rank;

import static circumplex.gateway.testing.Samples.feed;
import static circumplex.gateway.testing.Samples.post;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.OnDeadline;
import circumplex.gateway.testing.Answer;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankedFeedPost;
import circumplex.gateway.v1.UnscoredReason;
import circumplex.kit.testing.Eventually;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status.Code;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link DegradationTableTest} has no column for: the posts of a feed that lost a stage, and feeds of several scorers. */
final class DegradationTest {

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
        Eventually.holds("all services are reached", () -> rank().getDegradationsCount() == 0);
        services.reset();
    }

    /** What the failure of a service is called. */
    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, UNAVAILABLE", "RESOURCE_EXHAUSTED, UNAVAILABLE", "DEADLINE_EXCEEDED, DEADLINE",
        "UNKNOWN, FAILED", "INTERNAL, FAILED", "DATA_LOSS, FAILED", "ABORTED, FAILED", "CANCELLED, FAILED"
    })
    void everyFailureHasAName(Code code, String reason) {
        services.classifier.server.fail(code);
        assertThat(Answer.of(rank())).isEqualTo(new Answer("a b c d", 0, List.of("CLASSIFY " + reason + " 3"), "- - fake/1"));

        services.reset();
        services.personalizer.server.fail(code);
        assertThat(Answer.of(rank())).isEqualTo(new Answer("b d c a", 0, List.of("PERSONALIZE " + reason + " 3"), "a - fake/1"));

        services.reset();
        services.ranker.server.fail(code);
        assertThat(Answer.of(rank())).isEqualTo(new Answer("a b c d", 1, List.of("RANK " + reason + " 4"), "a opposite/1 -"));
    }

    @Test
    void theClassifierIsAskedToFinishWhatItCannotAnswerInTime() {
        rank();

        ClassifyPostsRequest asked = (ClassifyPostsRequest) services.classifier.server.onlyCall().request();
        assertThat(asked.getOnDeadline()).isEqualTo(OnDeadline.ON_DEADLINE_FINISH_IN_BACKGROUND);
    }

    @Test
    void withoutTheClassifierPostsKeepTheirSlot() {
        services.classifier.server.stop();

        RankFeedResponse answer = rank();

        assertThat(Answer.of(answer)).isEqualTo(new Answer("a b c d", 0, List.of("CLASSIFY UNAVAILABLE 3"), "- - fake/1"));
        assertThat(answer.getRankedList())
                .extracting(RankedFeedPost::getUnscoredReason)
                .containsExactly(
                        UnscoredReason.UNSCORED_REASON_CLASSIFIER_UNAVAILABLE,
                        UnscoredReason.UNSCORED_REASON_CLASSIFIER_UNAVAILABLE,
                        UnscoredReason.UNSCORED_REASON_EMPTY_TEXT,
                        UnscoredReason.UNSCORED_REASON_CLASSIFIER_UNAVAILABLE);
        assertThat(answer.getRankedList()).noneMatch(RankedFeedPost::hasScore).noneMatch(RankedFeedPost::getPersonalized);
        assertThat(services.personalizer.server.calls()).as("nothing to personalise").isEmpty();
    }

    /** The first feeds wait for it, and all at once: one after the other they would wait for a minute. */
    @Test
    void feedsDoNotWaitForAServiceThatHangs() throws Exception {
        services.classifier.server.hang();
        List<ListenableFuture<RankFeedResponse>> waiting = Stream.generate(() -> services.laterFeeds()
                        .withDeadlineAfter(1, TimeUnit.SECONDS)
                        .rankFeed(feed().setUserId("anna").build()))
                .limit(2L * HangingStages.MIN_CALLS)
                .toList();
        for (ListenableFuture<RankFeedResponse> feed : waiting) {
            assertThat(feed.get().getDegradationsCount()).isPositive();
        }
        int asked = services.classifier.server.calls().size();

        assertThat(Answer.of(rank()).degradations()).containsExactly("CLASSIFY UNAVAILABLE 3");
        assertThat(services.classifier.server.calls()).hasSize(asked);

        services.classifier.server.release();
        Eventually.holds("it is asked again", () -> rank().getDegradationsCount() == 0);
    }

    @Test
    void withoutThePersonalizerBaseScoresRank() {
        services.personalizer.server.stop();

        RankFeedResponse answer = rank();

        assertThat(Answer.of(answer)).isEqualTo(new Answer("b d c a", 0, List.of("PERSONALIZE UNAVAILABLE 3"), "a - fake/1"));
        assertThat(answer.getRankedList()).noneMatch(RankedFeedPost::getPersonalized);
        assertThat(answer.getRanked(0).getScore()).isEqualTo(5);
    }

    @Test
    void withoutTheRankerTheEngagementOrderStays() {
        services.ranker.server.stop();

        RankFeedResponse answer = rank();

        assertThat(Answer.of(answer)).isEqualTo(new Answer("a b c d", 1, List.of("RANK UNAVAILABLE 4"), "a opposite/1 -"));
        assertThat(answer.getRankedList()).extracting(RankedFeedPost::getRank).containsExactly(1, 2, 3, 4);
        assertThat(answer.getRankedList()).noneMatch(RankedFeedPost::hasScore);
        assertThat(answer.hasKendallTau()).isFalse();
        assertThat(Answer.of(services.feeds().rankFeed(feed().setTopK(2).build())))
                .isEqualTo(new Answer("a b", 1, List.of("RANK UNAVAILABLE 4"), "a - -"));
    }

    @Test
    void withoutThePersonalizerThePostsOfTheWidestScorerRank() {
        RankFeedRequest.Builder mixed = mixed();

        assertThat(Answer.of(services.feeds().rankFeed(mixed.build())))
                .isEqualTo(new Answer("y x z", 2 / 3.0, List.of("CLASSIFY MIXED_SCORERS 1"), "b - fake/1"));
        services.personalizer.server.fail(Code.UNAVAILABLE);
        assertThat(Answer.of(services.feeds().rankFeed(mixed.setUserId("anna").build())))
                .isEqualTo(new Answer(
                        "y x z", 0, List.of("PERSONALIZE UNAVAILABLE 3", "CLASSIFY MIXED_SCORERS 1"), "b - fake/1"));
    }

    @Test
    void withThePersonalizerItsChoiceOfScorerCounts() {
        RankFeedResponse answer = services.feeds().rankFeed(mixed().setUserId("anna").build());

        assertThat(Answer.of(answer))
                .isEqualTo(new Answer("x y z", 2 / 3.0, List.of("CLASSIFY MIXED_SCORERS 1"), "b opposite/1 fake/1"));
        assertThat(answer.getRanked(2).getUnscoredReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_OTHER_SCORER);
        assertThat(answer.getRanked(2).getPersonalized()).isFalse();
    }

    @Test
    void twoScorersOfEveryPostAreNoMixture() {
        RankFeedRequest.Builder both = RankFeedRequest.newBuilder()
                .putWeights("hedonism", 1)
                .addPosts(post("x", "@a @b hedonism=1"))
                .addPosts(post("y", "@a @b hedonism=2"));

        assertThat(Answer.of(services.feeds().rankFeed(both.build()))).isEqualTo(new Answer("y x", 1, List.of(), "a - fake/1"));
        assertThat(Answer.of(services.feeds().rankFeed(both.setUserId("anna").build())).degradations()).isEmpty();
    }

    /** Two posts by b, one by a. */
    private static RankFeedRequest.Builder mixed() {
        return RankFeedRequest.newBuilder()
                .putWeights("hedonism", 1)
                .addPosts(post("x", "@b hedonism=1"))
                .addPosts(post("y", "@b hedonism=2"))
                .addPosts(post("z", "@a hedonism=6"));
    }

    private static RankFeedResponse rank() {
        return services.feeds().rankFeed(feed().setUserId("anna").build());
    }
}
