package circumplex.ranker;

import circumplex.ranker.explain.Contributions;
import circumplex.ranker.kernel.Scores;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.stage.Removal;
import circumplex.ranker.stage.TopK;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankedPost;
import circumplex.ranker.v1.RemovalReason;
import circumplex.ranker.v1.RemovedPost;
import circumplex.ranker.v1.UnmetRule;
import circumplex.wire.InvalidField;
import java.util.Arrays;

/** One request of {@code RankPosts} as the domain sees it, and the domain's answer as the client sees it. */
final class RankerWire {

    private static final int NONE = -1;

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
                        request.getTopOnly(), request.getExplain(), DoubtWire.read(request, values, feed, weights, rules.rules())));
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

    RankPostsResponse answer(Ranking ranking) {
        RankPostsResponse.Builder answer = RankPostsResponse.newBuilder()
                .setRankerId(RankPosts.RANKER_ID)
                .setFloorUnjudged(ranking.floored().unjudged());
        Places places = new Places(task.feed().size(), ranking);
        for (int place = 0; place < ranking.kept().size(); place++) {
            answer.addRanked(ranked(ranking, places, place));
        }
        for (Removal removal : ranking.removed()) {
            answer.addRemoved(RemovedPost.newBuilder()
                    .setPostId(feed.post(removal.post()).getPostId())
                    .setReason(reason(removal.reason()))
                    .addAllBreachedValueIds(floor.valueIds(removal.limits())));
        }
        ranking.kendallTau().ifPresent(answer::setKendallTau);
        ranking.kendallTauBScores().ifPresent(answer::setKendallTauBScores);
        ranking.why().ifPresent(why -> answer.setExplanation(ExplanationWire.feed(why.summary(), values, task.weights())));
        ranking.trust().ifPresent(trust -> task.ask()
                .doubt()
                .ifPresent(doubt -> answer.setUncertainty(ExplanationWire.method(doubt, trust, places.depth()))));
        return answer.build();
    }

    private RankedPost ranked(Ranking ranking, Places places, int place) {
        int post = ranking.kept().post(place);
        RankedPost.Builder ranked = RankedPost.newBuilder()
                .setPostId(feed.post(post).getPostId())
                .setEngagementRank(feed.post(post).getEngagementRank())
                .setRank(place + 1);
        if (task.feed().scored(post)) {
            ranked.setScore(ranking.scores().millionths(post) / Scores.ONE);
            int[] contributions = Contributions.of(task.feed(), task.weights(), post);
            for (int contribution : contributions) {
                ranked.addContributionsMilli(contribution);
            }
            if (task.ask().explain()) {
                for (int value : Contributions.largestFirst(contributions)) {
                    ranked.addContributionsLargestFirst(value);
                }
            }
        }
        int left = places.left(post);
        if (left == NONE) {
            ranked.addAllBreachedValueIds(floor.valueIds(places.ended(place).limits()));
            if (task.ask().explain()) {
                ranked.addMoves(ExplanationWire.sentToEnd(place, places.ended(place)));
            }
            return ranked.build();
        }
        ranked.setEngagementPlace(left + 1);
        if (places.byScore(left) != NONE) {
            ranked.setValueRank(places.byScore(left) + 1);
        }
        if (ranking.exceeded().get(place)) {
            ranked.addUnmet(UnmetRule.UNMET_RULE_AUTHOR_CAP);
        }
        ranking.why().ifPresent(why -> ranked.addAllMoves(ExplanationWire.moves(why.moves().of(left))));
        ranking.trust().ifPresent(trust ->
                ranked.setRankInterval(ExplanationWire.interval(trust.intervals(), post, places.depth())));
        return ranked.build();
    }

    private static RemovalReason reason(Removal.Reason reason) {
        return switch (reason) {
            case BELOW_TOP_K -> RemovalReason.REMOVAL_REASON_BELOW_TOP_K;
            case FLOOR -> RemovalReason.REMOVAL_REASON_FLOOR;
            case UNJUDGED -> RemovalReason.REMOVAL_REASON_UNJUDGED;
        };
    }

    /** Where posts stand in the orders of a ranking. */
    private final class Places {

        private final Ranking ranking;
        private final int[] left;
        private final int[] byScore;

        Places(int posts, Ranking ranking) {
            this.ranking = ranking;
            left = new int[posts];
            byScore = new int[ranking.floored().left().size()];
            Arrays.fill(left, NONE);
            Arrays.fill(byScore, NONE);
            for (int number = 0; number < byScore.length; number++) {
                left[ranking.floored().left().post(number)] = number;
            }
            for (int place = 0; place < ranking.byScore().size(); place++) {
                byScore[ranking.byScore().post(place)] = place;
            }
        }

        /** The number of {@code post} among those that the floor left, or {@link #NONE}. */
        int left(int post) {
            return left[post];
        }

        /** By the number that {@link #left} gives. */
        int byScore(int number) {
            return byScore[number];
        }

        /** Why the post at {@code place} of the whole order stands at the end. */
        Removal ended(int place) {
            return ranking.floored().ended().get(place - byScore.length);
        }

        int depth() {
            return task.topK().depth(byScore.length + ranking.floored().ended().size());
        }
    }
}
