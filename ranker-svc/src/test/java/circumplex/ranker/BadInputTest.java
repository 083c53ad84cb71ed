package circumplex.ranker;

import static circumplex.ranker.Requests.CARING;
import static circumplex.ranker.Requests.DOMINANCE;
import static circumplex.ranker.Requests.SET;
import static circumplex.ranker.Requests.assertInvalid;
import static circumplex.ranker.Requests.post;
import static circumplex.ranker.Requests.request;
import static circumplex.ranker.Requests.scores;

import circumplex.kit.testing.RunningService;
import circumplex.ranker.v1.AuthorCapRules;
import circumplex.ranker.v1.CandidateWeights;
import circumplex.ranker.v1.ExplainSwapRequest;
import circumplex.ranker.v1.FloorLimit;
import circumplex.ranker.v1.FloorRules;
import circumplex.ranker.v1.InterleaveRankingsRequest;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.PreviewRankingsRequest;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankerServiceGrpc;
import circumplex.ranker.v1.RankerServiceGrpc.RankerServiceBlockingStub;
import circumplex.ranker.v1.RankingRules;
import circumplex.ranker.v1.UncertaintyOptions;
import circumplex.wire.WireValueSets;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is refused, over a socket: each with the field and the rule. What concerns posts and weights alone is in {@link RankerTest}. */
class BadInputTest {

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
    void limitsOfTheFloor() {
        refused("rules.floor.limits", "repeated.min_items", FloorRules.newBuilder());
        refused("rules.floor.limits[0].value_id", "known_value", floor("unkindness", 0f, 1f));
        refused("rules.floor.limits[1].value_id", "unique", floor(CARING, 0f, 1f).addLimits(limit(CARING, null, 3f)));
        refused("rules.floor.limits[0]", "required", floor(CARING, null, null));
        refused("rules.floor.limits[0]", "contradiction", floor(CARING, 4f, 2f));
        refused("rules.floor.limits[0].at_most", "float.gte_lte", floor(CARING, null, 6.1f));
        refused("rules.floor.limits[0].at_least", "float.gte_lte", floor(CARING, Float.NaN, null));
        refused("rules.floor.action", "enum.defined_only", floor(CARING, null, 2f).setActionValue(9));
        refused("rules.floor.value_sets[1].id", "unique", floor(CARING, null, 2f)
                .addValueSets(WireValueSets.ref(SET))
                .addValueSets(WireValueSets.ref(SET)));
    }

    @Test
    void baseScores() {
        PostToRank.Builder post = post("a", 1, 1, 1).addBaseScores(scores(1, 7));
        int dominance = SET.requirePosition(DOMINANCE);
        RankingRules.Builder rules = RankingRules.newBuilder().setFloor(floor(CARING, null, 2f));

        refused("posts[0].base_scores", "floor", request().addPosts(post));
        refused("posts[0].base_scores[0].scores[" + dominance + "]", "range", request().setRules(rules).addPosts(post));
        refused("posts[0].base_scores[1].value_set_id", "unique", request()
                .setRules(rules)
                .addPosts(post("a", 1, 1, 1).addBaseScores(scores(1, 1)).addBaseScores(scores(1, 1))));
        refused("posts[0].base_scores[0].value_set_id", "value_set", request()
                .setRules(rules)
                .addPosts(post("a", 1, 1, 1).addBaseScores(scores(1, 1).setValueSetId("other-3"))));
    }

    @Test
    void capsBlendAndDisplacement() {
        refused("rules.author_cap", "contradiction", cap(3, 2));
        refused("rules.author_cap.max_posts", "uint32.gte_lte", cap(0, 2));
        // A negative number is a large unsigned one on the wire.
        refused("rules.author_cap.max_posts", "uint32.gte_lte", cap(-1, 2));
        refused("rules.author_cap.window", "uint32.gte_lte", cap(1, -2));
        refused("rules.max_displacement", "uint32.lte", request().setRules(RankingRules.newBuilder().setMaxDisplacement(-1)));
        refused("rules.engagement_blend_milli", "uint32.lte", request().setRules(RankingRules.newBuilder().setEngagementBlendMilli(1001)));
    }

    @Test
    void whatIsAskedForAtOnce() {
        refused("top_k", "required", request().setTopOnly(true));
        refused("explain", "contradiction", request().setTopOnly(true).setTopK(3).setExplain(true));
    }

    @Test
    void standardErrors() {
        UncertaintyOptions.Builder ask = UncertaintyOptions.newBuilder();

        refused("posts[0].score_se", "uncertainty", request().addPosts(post("a", 1, 1, 1).addScoreSe(scores(1, 1))));
        refused("posts[1].score_se", "value_set", request()
                .setUncertainty(ask)
                .addPosts(post("a", 1, 1, 1).addScoreSe(scores(1, 1)))
                .addPosts(post("b", 2, 1, 1)));
        refused("posts[0].score_se[0].scores[" + SET.requirePosition(CARING) + "]", "range", request()
                .setUncertainty(ask)
                .addPosts(post("a", 1, 1, 1).addScoreSe(scores(-1, 1))));
        refused("posts[0].score_se", "uncertainty", request()
                .setUncertainty(ask)
                .addPosts(PostToRank.newBuilder().setPostId("a").setEngagementRank(1).addScoreSe(scores(1, 1))));
        refused("uncertainty.draws", "uint32.gte_lte", request().setUncertainty(ask.clone().setDraws(99)));
        RankPostsRequest.Builder many = request().setUncertainty(ask.clone().setDraws(10_000));
        IntStream.rangeClosed(1, 501).forEach(rank -> many.addPosts(post("p" + rank, rank, 1, 1).addScoreSe(scores(1, 1))));
        refused("uncertainty.draws", "work", many);
    }

    @Test
    void correlations() {
        refused("uncertainty.residual_correlation", "length", correlation(identity()).setUncertainty(
                UncertaintyOptions.newBuilder().addResidualCorrelation(1)));
        refused("uncertainty.residual_correlation[3]", "finite", correlation(identity().setResidualCorrelation(3, Float.NaN)));
        refused("uncertainty.residual_correlation[0]", "unit_diagonal", correlation(identity().setResidualCorrelation(0, 2)));
        refused("uncertainty.residual_correlation[19]", "symmetric", correlation(identity().setResidualCorrelation(1, 0.5f)));
        refused("uncertainty.residual_correlation", "positive_semidefinite", correlation(
                identity().setResidualCorrelation(1, 1.5f).setResidualCorrelation(19, 1.5f)));
    }

    @Test
    void previews() {
        PreviewRankingsRequest.Builder none = PreviewRankingsRequest.newBuilder().addValueSets(WireValueSets.ref(SET));
        assertInvalid("candidates", "repeated.min_items", () -> ranker.previewRankings(none.build()));
        PreviewRankingsRequest.Builder many = none.clone();
        IntStream.range(0, 65).forEach(i -> many.addCandidates(weights(CARING, 1)));
        assertInvalid("candidates", "repeated.max_items", () -> ranker.previewRankings(many.build()));
        assertInvalid("candidates[1].weights[\"caring_a_lot\"]", "known_value", () -> ranker.previewRankings(none.clone()
                .addCandidates(weights(CARING, 1))
                .addCandidates(weights("caring_a_lot", 1))
                .build()));
        assertInvalid("candidates[0].weights[\"" + CARING + "\"]", "double.gte_lte", () -> ranker.previewRankings(
                none.clone().addCandidates(weights(CARING, Double.NaN)).build()));
        assertInvalid("reference.weights[\"caring_a_lot\"]", "known_value", () -> ranker.previewRankings(none.clone()
                .addCandidates(weights(CARING, 1))
                .setReference(weights("caring_a_lot", 1))
                .build()));
        assertInvalid("posts[0].score_se", "uncertainty", () -> ranker.previewRankings(none.clone()
                .addCandidates(weights(CARING, 1))
                .addPosts(post("a", 1, 1, 1).addScoreSe(scores(1, 1)))
                .build()));
    }

    @Test
    void swaps() {
        ExplainSwapRequest.Builder swap =
                ExplainSwapRequest.newBuilder().addValueSets(WireValueSets.ref(SET)).putWeights(CARING, 1);
        assertInvalid("post", "required", () -> ranker.explainSwap(swap.clone().setOther(post("b", 2, 1, 1)).build()));
        assertInvalid("other.post_id", "unique", () -> ranker.explainSwap(
                swap.clone().setPost(post("a", 1, 1, 1)).setOther(post("a", 2, 1, 1)).build()));
        assertInvalid("other.engagement_rank", "unique", () -> ranker.explainSwap(
                swap.clone().setPost(post("a", 1, 1, 1)).setOther(post("b", 1, 1, 1)).build()));
        assertInvalid("other.scores", "required", () -> ranker.explainSwap(swap.clone()
                .setPost(post("a", 1, 1, 1))
                .setOther(PostToRank.newBuilder().setPostId("b").setEngagementRank(2))
                .build()));
        assertInvalid("post.scores[0].scores[" + SET.requirePosition(CARING) + "]", "range", () -> ranker.explainSwap(
                swap.clone().setPost(post("a", 1, Float.NaN, 1)).setOther(post("b", 2, 1, 1)).build()));
        assertInvalid("post.base_scores", "floor", () -> ranker.explainSwap(swap.clone()
                .setPost(post("a", 1, 1, 1).addBaseScores(scores(1, 1)))
                .setOther(post("b", 2, 1, 1))
                .build()));
    }

    @Test
    void interleaving() {
        InterleaveRankingsRequest.Builder mix = InterleaveRankingsRequest.newBuilder().addRankingA("a").setUnitKey("ada");
        assertInvalid("ranking_b[2]", "unique", () -> ranker.interleaveRankings(
                mix.clone().addRankingB("a").addRankingB("b").addRankingB("a").build()));
        assertInvalid("ranking_b[0]", "length", () -> ranker.interleaveRankings(mix.clone().addRankingB("").build()));
        assertInvalid("ranking_b[0]", "length", () -> ranker.interleaveRankings(mix.clone().addRankingB("x".repeat(257)).build()));
        assertInvalid("unit_key", "required", () -> ranker.interleaveRankings(mix.clone().clearUnitKey().build()));
        assertInvalid("unit_key", "required", () -> ranker.interleaveRankings(
                mix.clone().clearUnitKey().setSeed(1).setBuckets(2).build()));
        assertInvalid("buckets", "uint32.gte_lte", () -> ranker.interleaveRankings(mix.clone().setBuckets(0).build()));
    }

    private static void refused(String path, String rule, FloorRules.Builder floor) {
        refused(path, rule, request().setRules(RankingRules.newBuilder().setFloor(floor)));
    }

    private static void refused(String path, String rule, RankPostsRequest.Builder request) {
        assertInvalid(path, rule, () -> ranker.rankPosts(request.build()));
    }

    private static FloorRules.Builder floor(String value, @Nullable Float atLeast, @Nullable Float atMost) {
        return FloorRules.newBuilder().addLimits(limit(value, atLeast, atMost));
    }

    private static FloorLimit.Builder limit(String value, @Nullable Float atLeast, @Nullable Float atMost) {
        FloorLimit.Builder limit = FloorLimit.newBuilder().setValueId(value);
        if (atLeast != null) {
            limit.setAtLeast(atLeast);
        }
        if (atMost != null) {
            limit.setAtMost(atMost);
        }
        return limit;
    }

    private static RankPostsRequest.Builder cap(int most, int window) {
        return request().setRules(RankingRules.newBuilder()
                .setAuthorCap(AuthorCapRules.newBuilder().setMaxPosts(most).setWindow(window)));
    }

    private static CandidateWeights weights(String value, double weight) {
        return CandidateWeights.newBuilder().putWeights(value, weight).build();
    }

    private static UncertaintyOptions.Builder identity() {
        UncertaintyOptions.Builder options = UncertaintyOptions.newBuilder();
        for (int i = 0; i < SET.size() * SET.size(); i++) {
            options.addResidualCorrelation(i % (SET.size() + 1) == 0 ? 1 : 0);
        }
        return options;
    }

    private static RankPostsRequest.Builder correlation(UncertaintyOptions.Builder options) {
        return request().setUncertainty(options).addPosts(post("a", 1, 1, 1).addScoreSe(scores(1, 1)));
    }
}
