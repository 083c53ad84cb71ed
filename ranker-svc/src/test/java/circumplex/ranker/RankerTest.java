package circumplex.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankedPost;
import circumplex.ranker.v1.RankerServiceGrpc;
import circumplex.ranker.v1.RankerServiceGrpc.RankerServiceBlockingStub;
import circumplex.ranker.v1.RemovalReason;
import circumplex.ranker.v1.RemovedPost;
import circumplex.ranker.v1.UnscoredPlacement;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import io.grpc.Status;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service as its clients meet it: the real process, over a socket. */
class RankerTest {

    private static final ValueSet SET = ValueSets.all().defaultSet();
    private static final String CARING = "benevolence_caring";
    private static final String DOMINANCE = "power_dominance";

    private static RunningService service;
    private static RankerServiceBlockingStub ranker;

    @BeforeAll
    static void start() {
        service = RunningService.start("ranker-svc", Map.of());
        ranker = RankerServiceGrpc.newBlockingStub(service.channel());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void ranksByEngagementRankWhateverTheOrderOfTheRequest() {
        RankPostsResponse answer = ranker.rankPosts(request()
                .putWeights(CARING, 1)
                .putWeights(DOMINANCE, -0.5)
                .addPosts(post("d", 40, 1, 0))
                .addPosts(post("a", 7, 1, 2))
                .addPosts(PostToRank.newBuilder().setPostId("unscored").setEngagementRank(9))
                .addPosts(post("c", 30, 6, 1.234f))
                .addPosts(post("b", 20, 1, 0))
                .build());

        assertThat(answer.getRankedList()).extracting(RankedPost::getPostId).containsExactly("c", "unscored", "b", "d", "a");
        assertThat(answer.getRankedList()).extracting(RankedPost::getRank).containsExactly(1, 2, 3, 4, 5);
        assertThat(answer.getRankedList()).extracting(RankedPost::getEngagementRank).containsExactly(30, 9, 20, 40, 7);
        assertThat(answer.getRankedList()).extracting(RankedPost::getScore).containsExactly(5.383, 0.0, 1.0, 1.0, 0.0);
        assertThat(answer.getRemovedList()).isEmpty();
        assertThat(answer.getRankerId()).isEqualTo("weighted-sum/1");
        // c u b d a over a u b c d: of ten pairs, four are as engagement has them.
        assertThat(answer.getKendallTau()).isEqualTo(-0.2);
        // Of six pairs one is tied, one has the higher score higher up, four have it further down.
        assertThat(answer.getKendallTauBScores()).isEqualTo(-3 / Math.sqrt(30));
    }

    @Test
    void explainsAScoreByWhatEachValueGave() {
        RankedPost ranked = ranker.rankPosts(request()
                        .putWeights(CARING, 1)
                        .putWeights(DOMINANCE, -0.5)
                        .addPosts(post("a", 1, 6, 1.234f))
                        .build())
                .getRanked(0);

        assertThat(ranked.getContributionsMilliCount()).isEqualTo(SET.size());
        assertThat(ranked.getContributionsMilli(SET.requirePosition(CARING))).isEqualTo(6000);
        assertThat(ranked.getContributionsMilli(SET.requirePosition(DOMINANCE))).isEqualTo(-617);
        assertThat(ranked.getContributionsMilliList()).filteredOn(given -> given == 0).hasSize(SET.size() - 2);
    }

    @Test
    void anUnscoredPostHasNeitherScoreNorContributions() {
        RankPostsResponse answer = ranker.rankPosts(request()
                .putWeights(CARING, 1)
                .setUnscoredPlacement(UnscoredPlacement.UNSCORED_PLACEMENT_UNSCORED_LAST)
                .addPosts(PostToRank.newBuilder().setPostId("unscored").setEngagementRank(1))
                .addPosts(post("a", 2, 0, 0))
                .build());

        assertThat(answer.getRankedList()).extracting(RankedPost::getPostId).containsExactly("a", "unscored");
        assertThat(answer.getRanked(0).hasScore()).isTrue();
        assertThat(answer.getRanked(1).hasScore()).isFalse();
        assertThat(answer.getRanked(1).getContributionsMilliList()).isEmpty();
        assertThat(answer.hasKendallTauBScores()).isFalse();
    }

    @Test
    void saysWhatWasCutOff() {
        RankPostsResponse answer = ranker.rankPosts(request()
                .putWeights(CARING, 1)
                .setTopK(1)
                .addPosts(post("a", 1, 1, 0))
                .addPosts(post("b", 2, 3, 0))
                .addPosts(post("c", 3, 2, 0))
                .build());

        assertThat(answer.getRankedList()).extracting(RankedPost::getPostId).containsExactly("b");
        assertThat(answer.getRemovedList()).extracting(RemovedPost::getPostId).containsExactly("c", "a");
        assertThat(answer.getRemovedList())
                .extracting(RemovedPost::getReason)
                .containsOnly(RemovalReason.REMOVAL_REASON_BELOW_TOP_K);
    }

    @Test
    void anEmptyFeedIsAnEmptyAnswer() {
        assertThat(ranker.rankPosts(request().putWeights(CARING, 1).build()))
                .isEqualTo(RankPostsResponse.newBuilder().setRankerId("weighted-sum/1").build());
    }

    @Test
    void ranksTenThousandPostsAndRefusesOneMore() {
        RankPostsRequest.Builder full = request().putWeights(CARING, 1);
        IntStream.rangeClosed(1, 10_000).forEach(rank -> full.addPosts(post("p" + rank, rank, rank % 7, 0)));
        assertThat(ranker.rankPosts(full.build()).getRankedCount()).isEqualTo(10_000);

        full.addPosts(post("one more", 10_001, 0, 0));
        assertInvalid("posts", "repeated.max_items", full);
    }

    @Test
    void refusesAWeightThatIsNoNumberOrOutOfRange() {
        for (double weight : new double[] {Double.NaN, 1.2, -1.001, Double.POSITIVE_INFINITY}) {
            assertInvalid("weights[\"" + CARING + "\"]", "double.gte_lte", request().putWeights(CARING, weight));
        }
    }

    @Test
    void refusesANameThatIsNoValue() {
        assertInvalid(
                "weights[\"caring_a_lot\"]", "known_value", request().putWeights(CARING, 1).putWeights("caring_a_lot", 1));
    }

    @Test
    void refusesAScoreThatIsNoNumberOrOutOfRange() {
        for (float score : new float[] {6.5f, -0.1f, Float.NaN, Float.NEGATIVE_INFINITY}) {
            String path = "posts[1].scores[0].scores[" + SET.requirePosition(CARING) + "]";
            assertInvalid(
                    path, "range", request().addPosts(post("a", 1, 1, 1)).addPosts(post("b", 2, score, 1)));
        }
    }

    @Test
    void refusesAPostIdThatAppearsTwice() {
        assertInvalid(
                "posts[2].post_id",
                "unique",
                request().addPosts(post("a", 1, 1, 1)).addPosts(post("b", 2, 1, 1)).addPosts(post("a", 3, 1, 1)));
    }

    @Test
    void refusesAnEngagementRankThatAppearsTwice() {
        assertInvalid(
                "posts[2].engagement_rank",
                "unique",
                request().addPosts(post("a", 3, 1, 1)).addPosts(post("b", 2, 1, 1)).addPosts(post("c", 3, 1, 1)));
    }

    @Test
    void refusesAnEngagementRankOfZeroAndAnEmptyPostId() {
        assertInvalid("posts[0].engagement_rank", "uint32.gte_lte", request().addPosts(post("a", 0, 1, 1)));
        assertInvalid("posts[0].post_id", "string.min_len", request().addPosts(post("", 1, 1, 1)));
    }

    @Test
    void refusesAWrongNumberOfScores() {
        ValueScores.Builder tooFew = ValueScores.newBuilder();
        IntStream.range(1, SET.size()).forEach(i -> tooFew.addScores(1));

        assertInvalid(
                "posts[0].scores[0].scores",
                "length",
                request().addPosts(PostToRank.newBuilder().setPostId("a").setEngagementRank(1).addScores(tooFew)));
    }

    @Test
    void refusesScoresOfASetThatTheRequestDoesNotName() {
        PostToRank.Builder post = post("a", 1, 1, 1);
        post.getScoresBuilder(0).setValueSetId("other-3");

        assertInvalid("posts[0].scores[0].value_set_id", "value_set", request().addPosts(post));
    }

    @Test
    void refusesAValueSetThatIsNamedTwice() {
        assertInvalid("value_sets[1].id", "unique", request().addValueSets(WireValueSets.ref(SET)));
    }

    @Test
    void refusesATopKOfZeroAndAPlacementThatIsNone() {
        assertInvalid("top_k", "uint32.gte_lte", request().setTopK(0));
        assertInvalid("unscored_placement", "enum.defined_only", request().setUnscoredPlacementValue(9));
    }

    @Test
    void refusesAStaleValueSet() {
        RankPostsRequest.Builder stale = request();
        stale.getValueSetsBuilder(0).setSha256("0".repeat(64));
        Refused failure = failure(stale);

        assertThat(failure.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(failure.reason()).isEqualTo("VALUE_SET_MISMATCH");
        assertThat(failure.metadata())
                .containsEntry("value_set_id", SET.id())
                .containsEntry("version", "1")
                .containsEntry("sha256", SET.sha256());
    }

    @Test
    void refusesAValueSetThatIsUnknown() {
        RankPostsRequest.Builder unknown = request();
        unknown.getValueSetsBuilder(0).setId("other-3");
        Refused failure = failure(unknown);

        assertThat(failure.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(failure.reason()).isEqualTo("VALUE_SET_MISMATCH");
        assertThat(failure.metadata()).containsEntry("value_set_id", "other-3").doesNotContainKey("sha256");
    }

    private static void assertInvalid(String path, String rule, RankPostsRequest.Builder request) {
        assertThat(failure(request).summary()).isEqualTo(Refused.invalid(path, rule));
    }

    private static Refused failure(RankPostsRequest.Builder request) {
        return Refused.by(() -> ranker.rankPosts(request.build()));
    }

    private static RankPostsRequest.Builder request() {
        return RankPostsRequest.newBuilder().addValueSets(WireValueSets.ref(SET));
    }

    private static PostToRank.Builder post(String id, int engagementRank, float caring, float dominance) {
        ValueScores.Builder scores = ValueScores.newBuilder();
        for (int value = 0; value < SET.size(); value++) {
            scores.addScores(value == SET.requirePosition(CARING) ? caring : 0);
        }
        scores.setScores(SET.requirePosition(DOMINANCE), dominance);
        return PostToRank.newBuilder().setPostId(id).setEngagementRank(engagementRank).addScores(scores);
    }
}
