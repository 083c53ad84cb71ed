package circumplex.ranker;

import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankedPost;
import circumplex.ranker.v1.RemovalReason;
import circumplex.ranker.v1.RemovedPost;
import circumplex.ranker.v1.UnscoredPlacement;
import circumplex.wire.InvalidField;
import circumplex.wire.WireVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One request as the domain sees it, and the domain's answer as the client sees it. */
final class RankerWire {

    private final List<PostToRank> posts;
    private final RankingTask task;

    private RankerWire(List<PostToRank> posts, RankingTask task) {
        this.posts = posts;
        this.task = task;
    }

    /**
     * @throws InvalidField naming the field that breaks a rule
     * @throws circumplex.wire.ValueSetMismatch if a value set of the request is not the one here
     */
    static RankerWire read(RankPostsRequest request) {
        ValuesWire values = ValuesWire.read(request.getValueSetsList());
        return read(request, values);
    }

    /** As {@link #read(RankPostsRequest)}, for value sets that are already known. */
    static RankerWire read(RankPostsRequest request, ValuesWire values) {
        Weights weights = values.weights(request.getWeightsMap());
        List<PostToRank> wire = request.getPostsList();
        WireVectors.requireUnique(wire.stream().map(PostToRank::getPostId).toList(), i -> "posts[" + i + "].post_id");
        List<PostToRank> posts = new ArrayList<>(wire.size());
        Feed.Builder feed = new Feed.Builder(wire.size(), values.count());
        for (int i : engagementOrder(wire)) {
            PostToRank post = wire.get(i);
            if (post.getScoresCount() > 0) {
                feed.scores(posts.size(), values.scores(post.getScoresList(), "posts[" + i + "].scores"));
            }
            posts.add(post);
        }
        TopK topK = request.hasTopK() ? new TopK(request.getTopK()) : TopK.ALL;
        return new RankerWire(
                posts, new RankingTask(feed.build(), weights, placement(request.getUnscoredPlacement()), topK));
    }

    RankingTask task() {
        return task;
    }

    RankPostsResponse answer(Ranking ranking) {
        RankPostsResponse.Builder answer = RankPostsResponse.newBuilder().setRankerId(RankPosts.RANKER_ID);
        for (int place = 0; place < ranking.kept().size(); place++) {
            answer.addRanked(ranked(ranking.scores(), ranking.kept().post(place)).setRank(place + 1));
        }
        for (Removal removal : ranking.removed()) {
            answer.addRemoved(RemovedPost.newBuilder()
                    .setPostId(posts.get(removal.post()).getPostId())
                    .setReason(reason(removal.reason())));
        }
        ranking.kendallTau().ifPresent(answer::setKendallTau);
        ranking.kendallTauBScores().ifPresent(answer::setKendallTauBScores);
        return answer.build();
    }

    private RankedPost.Builder ranked(Scores scores, int post) {
        RankedPost.Builder ranked = RankedPost.newBuilder()
                .setPostId(posts.get(post).getPostId())
                .setEngagementRank(posts.get(post).getEngagementRank());
        scores.find(post).ifPresent(millionths -> {
            ranked.setScore(millionths / Scores.ONE);
            for (int contribution : Contributions.of(task.feed(), task.weights(), post)) {
                ranked.addContributionsMilli(contribution);
            }
        });
        return ranked;
    }

    /** Where the posts stand in the request, first to last by engagement. */
    private static int[] engagementOrder(List<PostToRank> posts) {
        long[] keys = new long[posts.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) posts.get(i).getEngagementRank() << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int place = 0; place < order.length; place++) {
            order[place] = (int) keys[place];
            if (place > 0 && keys[place] >> Integer.SIZE == keys[place - 1] >> Integer.SIZE) {
                throw new InvalidField(
                        "posts[" + order[place] + "].engagement_rank",
                        WireVectors.UNIQUE,
                        "is the same as posts[" + order[place - 1] + "].engagement_rank");
            }
        }
        return order;
    }

    private static Placement placement(UnscoredPlacement wire) {
        return switch (wire) {
            case UNSCORED_PLACEMENT_UNSPECIFIED, UNSCORED_PLACEMENT_KEEP_ENGAGEMENT_SLOT ->
                Placement.KEEP_ENGAGEMENT_SLOT;
            case UNSCORED_PLACEMENT_UNSCORED_LAST -> Placement.UNSCORED_LAST;
            case UNRECOGNIZED -> throw new InvalidField("unscored_placement", "enum.defined_only", "is not a placement");
        };
    }

    private static RemovalReason reason(Removal.Reason reason) {
        return switch (reason) {
            case BELOW_TOP_K -> RemovalReason.REMOVAL_REASON_BELOW_TOP_K;
        };
    }
}
