package circumplex.ranker;

import circumplex.ranker.kernel.Weights;
import circumplex.ranker.stage.TopK;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.wire.InvalidField;

/** One request of {@code RankPosts} as the domain sees it, and the domain's answer as the client sees it. */
final class RankerWire {

    private final ValuesWire values;
    private final FloorWire floor;
    private final FeedWire feed;
    private final RankingTask task;

    private RankerWire(ValuesWire values, FloorWire floor, FeedWire feed, RankingTask task) {
        this.values = values;
        this.floor = floor;
        this.feed = feed;
        this.task = task;
    }

    /**
     * @throws InvalidField naming the field that breaks a rule
     * @throws circumplex.wire.ValueSetMismatch if a value set of the request is not the one here
     */
    static RankerWire read(RankPostsRequest request) {
        return read(request, ValuesWire.read(request.getValueSetsList()));
    }

    /** As {@link #read(RankPostsRequest)}, for value sets that are already known. */
    static RankerWire read(RankPostsRequest request, ValuesWire values) {
        Weights weights = values.weights(request.getWeightsMap(), "weights");
        requireConsistent(request);
        RulesWire rules = RulesWire.read(request.getRules(), request.getUnscoredPlacement(), values);
        FeedWire feed = FeedWire.read(request.getPostsList(), values, rules.floor());
        RankingTask task = new RankingTask(
                feed.feed(),
                weights,
                rules.rules(),
                feed.baseScores(),
                feed.authors(),
                request.hasTopK() ? new TopK(request.getTopK()) : TopK.ALL,
                new RankingTask.Ask(
                        request.getTopOnly(), request.getExplain(), DoubtWire.read(request, values, feed, weights)));
        return new RankerWire(values, rules.floor(), feed, task);
    }

    private static void requireConsistent(RankPostsRequest request) {
        if (request.getTopOnly() && !request.hasTopK()) {
            throw new InvalidField("top_k", RulesWire.REQUIRED, "top_only leaves out what is beyond top_k, which is not given");
        }
        if (request.getTopOnly() && request.getExplain()) {
            throw new InvalidField(
                    "explain", RulesWire.CONTRADICTION, "explaining the feed needs all of it, and top_only leaves most of it out");
        }
    }

    RankingTask task() {
        return task;
    }

    /** The bytes of a {@code RankPostsResponse}. */
    byte[] answer(Ranking ranking) {
        return new RankingWire(task, feed, floor, values, ranking).bytes();
    }
}
