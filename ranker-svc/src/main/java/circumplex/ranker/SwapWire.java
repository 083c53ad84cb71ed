package circumplex.ranker;

import circumplex.ranker.compare.SmallestSwap;
import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.v1.ExplainSwapRequest;
import circumplex.ranker.v1.ExplainSwapResponse;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.SwapOutcome;
import circumplex.ranker.v1.WeightChange;
import circumplex.wire.InvalidField;
import circumplex.wire.WireVectors;
import java.util.List;

/** One request of {@code ExplainSwap} as the domain sees it, and the domain's answer as the client sees it. */
final class SwapWire {

    private final ValuesWire values;
    private final Feed feed;
    private final Weights weights;
    private final int post;

    private SwapWire(ValuesWire values, Feed feed, Weights weights, int post) {
        this.values = values;
        this.feed = feed;
        this.weights = weights;
        this.post = post;
    }

    /**
     * @throws InvalidField naming the field that breaks a rule
     * @throws circumplex.wire.ValueSetMismatch if a value set of the request is not the one here
     */
    static SwapWire read(ExplainSwapRequest request) {
        ValuesWire values = ValuesWire.read(request.getValueSetsList());
        Weights weights = values.weights(request.getWeightsMap(), "weights");
        PostToRank post = request.getPost();
        PostToRank other = request.getOther();
        requireDifferent("other.post_id", post.getPostId().equals(other.getPostId()));
        requireDifferent("other.engagement_rank", post.getEngagementRank() == other.getEngagementRank());
        int number = post.getEngagementRank() < other.getEngagementRank() ? 0 : 1;
        Feed feed = new Feed.Builder(2, values.count())
                .scores(number, scores(values, post, "post"))
                .scores(1 - number, scores(values, other, "other"))
                .build();
        return new SwapWire(values, feed, weights, number);
    }

    SmallestSwap swap() {
        return SmallestSwap.of(feed, weights, post);
    }

    ExplainSwapResponse answer(SmallestSwap swap) {
        ExplainSwapResponse.Builder answer = ExplainSwapResponse.newBuilder()
                .setOutcome(outcome(swap))
                .setLeadMillionths(swap.lead())
                .setNeededMillionths(swap.needed())
                .setLargestLeadMillionths(swap.largestLead());
        swap.single().ifPresent(change -> answer.setSingle(wire(change)));
        int amount = 0;
        for (SmallestSwap.Change change : swap.combined()) {
            answer.addCombined(wire(change));
            amount += change.amount();
        }
        return answer.setCombinedAmountMilli(amount).build();
    }

    private WeightChange wire(SmallestSwap.Change change) {
        return WeightChange.newBuilder()
                .setValueId(values.id(change.value()))
                .setFromMilli(change.from())
                .setToMilli(change.to())
                .build();
    }

    private static SwapOutcome outcome(SmallestSwap swap) {
        if (swap.above()) {
            return SwapOutcome.SWAP_OUTCOME_ALREADY_ABOVE;
        }
        if (swap.combined().isEmpty()) {
            return SwapOutcome.SWAP_OUTCOME_NEVER;
        }
        return swap.single().isPresent()
                ? SwapOutcome.SWAP_OUTCOME_BY_ONE_WEIGHT
                : SwapOutcome.SWAP_OUTCOME_BY_SEVERAL_WEIGHTS;
    }

    private static int[] scores(ValuesWire values, PostToRank post, String path) {
        if (post.getScoresCount() == 0) {
            throw new InvalidField(path + ".scores", RulesWire.REQUIRED, "a post without scores is not placed by them");
        }
        if (post.getBaseScoresCount() > 0) {
            throw new InvalidField(path + ".base_scores", "floor", "there is no floor here that would read them");
        }
        DoubtWire.refuseErrors(List.of(post), i -> path + ".score_se");
        return values.scores(post.getScoresList(), () -> path + ".scores");
    }

    private static void requireDifferent(String path, boolean same) {
        if (same) {
            throw new InvalidField(path, WireVectors.UNIQUE, "is the same as that of post");
        }
    }
}
