package circumplex.ranker;

import static circumplex.ranker.Requests.CARING;
import static circumplex.ranker.Requests.DOMINANCE;
import static circumplex.ranker.Requests.SET;
import static circumplex.ranker.Requests.post;
import static circumplex.ranker.Requests.request;
import static circumplex.ranker.Requests.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import circumplex.kit.testing.RunningService;
import circumplex.ranker.v1.AuthorCapRules;
import circumplex.ranker.v1.CandidateWeights;
import circumplex.ranker.v1.ExplainSwapRequest;
import circumplex.ranker.v1.ExplainSwapResponse;
import circumplex.ranker.v1.FloorAction;
import circumplex.ranker.v1.FloorLimit;
import circumplex.ranker.v1.FloorRules;
import circumplex.ranker.v1.InterleaveRankingsRequest;
import circumplex.ranker.v1.InterleaveRankingsResponse;
import circumplex.ranker.v1.InterleavedPost;
import circumplex.ranker.v1.MoveReason;
import circumplex.ranker.v1.PreviewRankingsRequest;
import circumplex.ranker.v1.PreviewRankingsResponse;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankedPost;
import circumplex.ranker.v1.RankerServiceGrpc;
import circumplex.ranker.v1.RankerServiceGrpc.RankerServiceBlockingStub;
import circumplex.ranker.v1.RankingRules;
import circumplex.ranker.v1.RankingStage;
import circumplex.ranker.v1.RemovalReason;
import circumplex.ranker.v1.StageMove;
import circumplex.ranker.v1.SwapOutcome;
import circumplex.ranker.v1.Team;
import circumplex.ranker.v1.UncertaintyOptions;
import circumplex.ranker.v1.UnmetRule;
import circumplex.ranker.v1.WeightChange;
import circumplex.wire.WireValueSets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What rules and questions are answered with, over a socket. */
class AnswersTest {

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
    void theFloorReadsBaseScoresAndNeverThePersonalOnes() {
        RankPostsRequest.Builder request = request()
                .putWeights(CARING, 1)
                .setRules(floor(FloorAction.FLOOR_ACTION_REMOVE))
                .addPosts(post("fine for me", 1, 6, 0).addBaseScores(scores(6, 3)))
                .addPosts(post("bad for me", 2, 1, 6).addBaseScores(scores(1, 2)))
                .addPosts(post("unjudged", 3, 2, 6));

        RankPostsResponse answer = ranker.rankPosts(request.build());

        assertThat(ids(answer)).containsExactly("unjudged", "bad for me");
        assertThat(answer.getRemovedList()).singleElement().satisfies(removed -> {
            assertThat(removed.getPostId()).isEqualTo("fine for me");
            assertThat(removed.getReason()).isEqualTo(RemovalReason.REMOVAL_REASON_FLOOR);
            assertThat(removed.getBreachedValueIdsList()).containsExactly(DOMINANCE);
        });
        assertThat(answer.getFloorUnjudged()).isEqualTo(1);
        // Of the two posts that are left, the second by engagement stands first.
        assertThat(answer.getKendallTau()).isEqualTo(-1);
        assertThat(answer.getRanked(0).getEngagementPlace()).isEqualTo(2);
    }

    @Test
    void theFloorSendsToTheEndWhatItIsToldTo() {
        RankPostsResponse answer = ranker.rankPosts(request()
                .putWeights(CARING, 1)
                .setExplain(true)
                .setRules(floor(FloorAction.FLOOR_ACTION_SEND_TO_END))
                .addPosts(post("a", 1, 6, 0).addBaseScores(scores(6, 3)))
                .addPosts(post("b", 2, 1, 0).addBaseScores(scores(1, 2)))
                .addPosts(post("c", 3, 2, 0).addBaseScores(scores(1, 0)))
                .build());

        assertThat(ids(answer)).containsExactly("c", "b", "a");
        RankedPost ended = answer.getRanked(2);
        assertThat(ended.getBreachedValueIdsList()).containsExactly(DOMINANCE);
        assertThat(ended.getScore()).isEqualTo(6);
        assertThat(ended.hasValueRank()).isFalse();
        assertThat(ended.hasEngagementPlace()).isFalse();
        assertThat(ended.getMovesList()).containsExactly(move(RankingStage.RANKING_STAGE_FLOOR, 1, 3, MoveReason.MOVE_REASON_RULE));
    }

    @Test
    void saysWhichStageMovedAPostAndWhichRuleCouldNotBeKept() {
        RankPostsResponse answer = ranker.rankPosts(request()
                .putWeights(CARING, 1)
                .setExplain(true)
                .setRules(RankingRules.newBuilder()
                        .setAuthorCap(AuthorCapRules.newBuilder().setMaxPosts(1).setWindow(2))
                        .setMaxDisplacement(1))
                .addPosts(post("a", 1, 1, 0).setAuthorKey("x"))
                .addPosts(post("b", 2, 2, 0).setAuthorKey("x"))
                .addPosts(post("c", 3, 3, 0).setAuthorKey("x"))
                .addPosts(post("d", 4, 0, 0))
                .build());

        // By score c b a d; d between two of them at best, and none may go further than a place.
        assertThat(answer.getRankedList()).extracting(RankedPost::getValueRank).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(answer.getRankedList())
                .allSatisfy(post -> assertThat(Math.abs(post.getRank() - post.getEngagementPlace())).isLessThanOrEqualTo(1));
        assertThat(answer.getRankedList())
                .filteredOn(post -> post.getUnmetList().contains(UnmetRule.UNMET_RULE_AUTHOR_CAP))
                .hasSize(1);
        RankedPost c = answer.getRankedList().stream().filter(post -> post.getPostId().equals("c")).findFirst().orElseThrow();
        assertThat(c.getMoves(0)).isEqualTo(move(RankingStage.RANKING_STAGE_SCORE, 3, 1, MoveReason.MOVE_REASON_RULE));
        assertThat(c.getMovesList())
                .extracting(StageMove::getStage)
                .contains(RankingStage.RANKING_STAGE_DISPLACEMENT);
    }

    @Test
    void explainsTheFeed() {
        RankPostsResponse answer = ranker.rankPosts(request()
                .putWeights(CARING, 1)
                .putWeights("achievement", 0.25)
                .setTopK(1)
                .setExplain(true)
                .addPosts(post("a", 1, 1, 4))
                .addPosts(post("b", 2, 5, 2))
                .build());

        assertThat(answer.getExplanation().getExposureBefore(SET.requirePosition(CARING))).isEqualTo(1);
        assertThat(answer.getExplanation().getExposureAfter(SET.requirePosition(CARING))).isEqualTo(5);
        assertThat(answer.getExplanation().getOverlapDepth()).isEqualTo(1);
        assertThat(answer.getExplanation().getTopKOverlap()).isZero();
        assertThat(answer.getExplanation().getRankBiasedOverlap()).isCloseTo(0.9, within(1e-9));
        assertThat(answer.getExplanation().getRankBiasedOverlapP()).isEqualTo(0.9);
        assertThat(answer.getExplanation().getTensionsList()).singleElement().satisfies(tension -> {
            assertThat(tension.getGroupId()).isEqualTo("self_enhancement");
            assertThat(tension.getOppositeGroupId()).isEqualTo("self_transcendence");
            assertThat(tension.getValueIdsList()).containsExactly("achievement");
            assertThat(tension.getOppositeValueIdsList()).containsExactly(CARING);
            assertThat(tension.getStrengthMilli()).isEqualTo(250);
        });
        assertThat(answer.getRanked(0).getContributionsLargestFirstList()).containsExactly(SET.requirePosition(CARING));
    }

    @Test
    void explainsNothingThatIsNotAskedFor() {
        RankPostsResponse answer =
                ranker.rankPosts(request().putWeights(CARING, 1).addPosts(post("a", 1, 1, 4)).addPosts(post("b", 2, 5, 2)).build());

        assertThat(answer.hasExplanation()).isFalse();
        assertThat(answer.hasUncertainty()).isFalse();
        assertThat(answer.getRankedList()).allSatisfy(post -> {
            assertThat(post.getMovesList()).isEmpty();
            assertThat(post.getContributionsLargestFirstList()).isEmpty();
            assertThat(post.hasRankInterval()).isFalse();
        });
    }

    @Test
    void theTopAloneIsTheBeginningOfTheWhole() {
        RankPostsRequest.Builder request = request().putWeights(CARING, 1).putWeights(DOMINANCE, -1).setTopK(7);
        for (int rank = 1; rank <= 60; rank++) {
            request.addPosts(post("p" + rank, rank, rank * 7 % 5, rank * 11 % 3));
        }
        RankPostsResponse whole = ranker.rankPosts(request.build());
        RankPostsResponse top = ranker.rankPosts(request.setTopOnly(true).build());

        assertThat(ids(top)).isEqualTo(ids(whole)).hasSize(7);
        assertThat(whole.getRemovedCount()).isEqualTo(53);
        assertThat(top.getRemovedList()).isEmpty();
        assertThat(top.hasKendallTau()).isFalse();
        assertThat(top.getRanked(0).getScore()).isEqualTo(whole.getRanked(0).getScore());
    }

    @Test
    void answersHowFarTheOrderCanBeTrusted() {
        RankPostsResponse answer = ranker.rankPosts(request()
                .putWeights(CARING, 1)
                .setUncertainty(UncertaintyOptions.newBuilder().setSeed(-3).setDraws(400))
                .addPosts(post("sure", 1, 6, 0).addScoreSe(scores(0, 0)))
                .addPosts(post("a", 2, 2, 0).addScoreSe(scores(1, 0)))
                .addPosts(post("b", 3, 2.1f, 0).addScoreSe(scores(1, 0)))
                .build());

        assertThat(answer.getUncertainty().getMethod()).isEqualTo("monte-carlo-independent-posts/2");
        assertThat(answer.getUncertainty().getDraws()).isEqualTo(400);
        assertThat(answer.getUncertainty().getSeed()).isEqualTo(-3);
        assertThat(answer.getUncertainty().getTopK()).isEqualTo(3);
        assertThat(answer.getRanked(0).getRankInterval().getHigh()).isEqualTo(1);
        assertThat(answer.getRanked(1).getRankInterval().getLow()).isEqualTo(2);
        assertThat(answer.getRanked(1).getRankInterval().getHigh()).isEqualTo(3);
        assertThat(answer.getRanked(2).getRankInterval().getTopKProbability()).isEqualTo(1);
    }

    @Test
    void previewsAreTheRankingsThatRankPostsGives() {
        PreviewRankingsResponse previews = ranker.previewRankings(PreviewRankingsRequest.newBuilder()
                .addValueSets(WireValueSets.ref(SET))
                .addCandidates(CandidateWeights.newBuilder().putWeights(CARING, 1))
                .addCandidates(CandidateWeights.newBuilder().putWeights(DOMINANCE, -1))
                .setReference(CandidateWeights.newBuilder().putWeights(CARING, 1))
                .setTopK(1)
                .addPosts(post("a", 3, 1, 4))
                .addPosts(post("b", 1, 5, 5))
                .addPosts(post("c", 2, 3, 0))
                .build());

        assertThat(previews.getRankerId()).isEqualTo("weighted-sum/1");
        // By caring b c a, against dominance c a b.
        assertThat(previews.getRankings(0).getOrderList()).containsExactly(1);
        assertThat(previews.getRankings(0).getKendallTau()).isEqualTo(1);
        assertThat(previews.getRankings(0).getKendallTauReference()).isEqualTo(1);
        assertThat(previews.getRankings(0).getPlacesGainedList()).containsExactly(0);
        assertThat(previews.getRankings(0).getEnteredTopList()).isEmpty();
        assertThat(previews.getRankings(1).getOrderList()).containsExactly(2);
        assertThat(previews.getRankings(1).getPlacesGainedList()).containsExactly(1);
        assertThat(previews.getRankings(1).getEnteredTopList()).containsExactly(2);
        assertThat(previews.getRankings(1).getLeftTopList()).containsExactly(1);
        assertThat(previews.getRankings(1).getKendallTauReference()).isCloseTo(-1.0 / 3, within(1e-9));
    }

    @Test
    void previewsTellTheFloorOnceAndCompareWithEngagementWithoutAReference() {
        PreviewRankingsResponse previews = ranker.previewRankings(PreviewRankingsRequest.newBuilder()
                .addValueSets(WireValueSets.ref(SET))
                .addCandidates(CandidateWeights.newBuilder().putWeights(CARING, 1))
                .setRules(floor(FloorAction.FLOOR_ACTION_REMOVE))
                .addPosts(post("a", 1, 6, 0).addBaseScores(scores(0, 6)))
                .addPosts(post("b", 2, 1, 0).addBaseScores(scores(0, 0)))
                .addPosts(post("c", 3, 2, 0).addBaseScores(scores(0, 0)))
                .build());

        assertThat(previews.getRemovedList()).containsExactly(0);
        assertThat(previews.getRankings(0).getOrderList()).containsExactly(2, 1);
        assertThat(previews.getRankings(0).getPlacesGainedList()).containsExactly(1, -1);
        assertThat(previews.getRankings(0).getKendallTauReference()).isEqualTo(-1);
    }

    @Test
    void saysWhatItTakesToPutAPostAboveAnother() {
        ExplainSwapResponse swap = ranker.explainSwap(ExplainSwapRequest.newBuilder()
                .addValueSets(WireValueSets.ref(SET))
                .putWeights(CARING, 0.5)
                .setPost(post("a", 2, 1, 3))
                .setOther(post("b", 1, 5, 1))
                .build());

        // Behind by 4 · 0.5; a thousandth of caring gives 0.004, one of dominance 0.002.
        assertThat(swap.getOutcome()).isEqualTo(SwapOutcome.SWAP_OUTCOME_BY_ONE_WEIGHT);
        assertThat(swap.getLeadMillionths()).isEqualTo(-2_000_000);
        assertThat(swap.getNeededMillionths()).isEqualTo(1);
        assertThat(swap.getLargestLeadMillionths()).isEqualTo(6_000_000);
        WeightChange change = WeightChange.newBuilder().setValueId(CARING).setFromMilli(500).setToMilli(-1).build();
        assertThat(swap.getSingle()).isEqualTo(change);
        assertThat(swap.getCombinedList()).containsExactly(change);
        assertThat(swap.getCombinedAmountMilli()).isEqualTo(501);

        ExplainSwapResponse never = ranker.explainSwap(ExplainSwapRequest.newBuilder()
                .addValueSets(WireValueSets.ref(SET))
                .setPost(post("a", 2, 1, 3))
                .setOther(post("b", 1, 1, 3))
                .build());
        assertThat(never.getOutcome()).isEqualTo(SwapOutcome.SWAP_OUTCOME_NEVER);
        assertThat(never.hasSingle()).isFalse();
    }

    @Test
    void mixesRankingsAndKeepsAUserInHerBucket() {
        InterleaveRankingsRequest.Builder request = InterleaveRankingsRequest.newBuilder()
                .addRankingA("a")
                .addRankingA("b")
                .addRankingB("b")
                .addRankingB("a")
                .setUnitKey("ada")
                .setSalt("sliders")
                .setBuckets(1000);
        InterleaveRankingsResponse mix = ranker.interleaveRankings(request.build());

        assertThat(mix).isEqualTo(ranker.interleaveRankings(request.build()));
        assertThat(mix.getPostsList()).extracting(InterleavedPost::getPostId).containsExactlyInAnyOrder("a", "b");
        assertThat(mix.getPostsList()).extracting(InterleavedPost::getTeam).containsExactlyInAnyOrder(Team.TEAM_A, Team.TEAM_B);
        assertThat(mix.getPosts(0).getRankA() + mix.getPosts(0).getRankB()).isEqualTo(3);
        assertThat(mix.getBucket()).isEqualTo(480);
        InterleaveRankingsResponse seeded = ranker.interleaveRankings(request.setSeed(5).build());
        assertThat(seeded.getSeed()).isEqualTo(5);
        assertThat(seeded.getBucket()).isEqualTo(480);
    }

    private static RankingRules floor(FloorAction action) {
        return RankingRules.newBuilder()
                .setFloor(FloorRules.newBuilder()
                        .addLimits(FloorLimit.newBuilder().setValueId(DOMINANCE).setAtMost(2))
                        .setAction(action))
                .build();
    }

    private static StageMove move(RankingStage stage, int from, int to, MoveReason reason) {
        return StageMove.newBuilder().setStage(stage).setFrom(from).setTo(to).setReason(reason).build();
    }

    private static List<String> ids(RankPostsResponse answer) {
        return answer.getRankedList().stream().map(RankedPost::getPostId).toList();
    }
}
