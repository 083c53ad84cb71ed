package circumplex.gateway.replica;

import static circumplex.gateway.testing.Samples.feed;
import static circumplex.gateway.testing.Samples.post;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.ExplainPostRequest;
import circumplex.gateway.v1.ExplainPostResponse;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.UnscoredReason;
import circumplex.gateway.v1.ValueContribution;
import circumplex.kit.testing.Refused;
import io.grpc.Status;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why a post stands where it stands. */
final class ExplainPostTest {

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
    void theLargestContributionComesFirst() {
        RankFeedResponse ranked = rank(RankFeedRequest.newBuilder()
                .setUserId("anna")
                .putWeights("tradition", 0.5)
                .putWeights("hedonism", 0.25)
                .putWeights("face", -1)
                .putWeights("humility", 0)
                .addPosts(post("x", "tradition=5 hedonism=2 face=1 humility=3"))
                .addPosts(post("y", "hedonism=1")));

        ExplainPostResponse answer = explain(ranked, "x");

        assertThat(answer.getContributionsList())
                .containsExactly(
                        contribution("face", -1, 1, 5, -5000),
                        contribution("hedonism", 0.25, 2, 4, 1000),
                        contribution("tradition", 0.5, 5, 1, 500));
        assertThat(answer.getPost()).isEqualTo(ranked.getRanked(0).getPostId().equals("x") ? ranked.getRanked(0) : ranked.getRanked(1));
        assertThat(answer.getRankingSize()).isEqualTo(2);
        assertThat(answer.getModelVersions()).isEqualTo(ranked.getModelVersions());
    }

    @Test
    void whereNothingIsPersonalisedTheScoreIsTheBaseScore() {
        ExplainPostResponse answer = explain(rank(feed()), "b");

        assertThat(answer.getContributionsList()).containsExactly(contribution("hedonism", 1, 5, 5, 5000));
        assertThat(answer.getPost().getRank()).isEqualTo(1);
    }

    @Test
    void anUnscoredPostHasAReasonAndNoContributions() {
        ExplainPostResponse answer = explain(rank(feed()), "c");

        assertThat(answer.getContributionsList()).isEmpty();
        assertThat(answer.getPost().getUnscoredReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_EMPTY_TEXT);
    }

    @Test
    void thereAreNoContributionsToAnOrderThatTheRankerDidNotMake() {
        services.ranker.server.fail(Status.Code.UNAVAILABLE);

        ExplainPostResponse answer = explain(rank(feed()), "b");

        assertThat(answer.getContributionsList()).isEmpty();
        assertThat(answer.getPost().getRank()).isEqualTo(2);
        assertThat(answer.getModelVersions().getRankerId()).isEmpty();
    }

    @Test
    void aFeedThatLostItsScoresIsExplainedToo() {
        services.classifier.server.fail(Status.Code.UNAVAILABLE);

        ExplainPostResponse answer = explain(rank(feed()), "b");

        assertThat(answer.getContributionsList()).isEmpty();
        assertThat(answer.getPost().getUnscoredReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_CLASSIFIER_UNAVAILABLE);
    }

    @Test
    void anUnknownRankingIsNotFound() {
        RankFeedResponse ranked = rank(feed());
        Refused refused = Refused.by(() ->
                explain(ranked.toBuilder().setRankingId(UUID.randomUUID().toString()).build(), "a"));

        assertThat(refused.summary()).isEqualTo("NOT_FOUND NOT_FOUND");
        assertThat(refused.metadata()).containsEntry("resource", "ranking");
    }

    @Test
    void aPostThatTheRankingDoesNotHoldIsNotFound() {
        RankFeedResponse ranked = rank(feed().setTopK(2));

        for (String absent : new String[] {"z", "a"}) {
            Refused refused = Refused.by(() -> explain(ranked, absent));
            assertThat(refused.summary()).isEqualTo("NOT_FOUND NOT_FOUND");
            assertThat(refused.metadata()).containsEntry("resource", "post");
        }
    }

    @Test
    void everyRankingHasAnIdOfItsOwn() {
        assertThat(rank(feed()).getRankingId()).isNotEqualTo(rank(feed()).getRankingId());
    }

    private static ValueContribution contribution(String value, double weight, double base, double score, int milli) {
        return ValueContribution.newBuilder()
                .setValueId(value)
                .setWeight(weight)
                .setBaseScore(base)
                .setScore(score)
                .setContributionMilli(milli)
                .build();
    }

    private static RankFeedResponse rank(RankFeedRequest.Builder request) {
        return services.feeds().rankFeed(request.build());
    }

    private static ExplainPostResponse explain(RankFeedResponse ranking, String postId) {
        return services.feeds()
                .explainPost(ExplainPostRequest.newBuilder()
                        .setRankingId(ranking.getRankingId())
                        .setPostId(postId)
                        .build());
    }
}
