package circumplex.bench.simulation;

import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankingRules;
import circumplex.values.ValueSet;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import java.util.Random;

/** A way to order a feed, as a request to ranker-svc. */
enum Policy {
    RANDOM("random order", 1000, false),
    ENGAGEMENT("engagement order", 1000, false),
    BLEND_750("blend, α = 0.75", 750, false),
    BLEND_500("blend, α = 0.5", 500, false),
    BLEND_250("blend, α = 0.25", 250, false),
    VALUES("value rank", 0, false),
    ORACLE("value rank of what the person sees", 0, true);

    private final String title;
    private final int blendMilli;
    private final boolean seesTruth;

    Policy(String title, int blendMilli, boolean seesTruth) {
        this.title = title;
        this.blendMilli = blendMilli;
        this.seesTruth = seesTruth;
    }

    String title() {
        return title;
    }

    /** The id of a post is its number. The floor is the engagement order of a feed whose engagement is random. */
    RankPostsRequest request(SimulatedFeed feed, ValueSet set, Random random) {
        RankPostsRequest.Builder request = RankPostsRequest.newBuilder()
                .addValueSets(WireValueSets.ref(set))
                .setExplain(true)
                .setRules(RankingRules.newBuilder().setEngagementBlendMilli(blendMilli));
        for (int value = 0; value < feed.values(); value++) {
            request.putWeights(set.dimension(value).id(), feed.weight(value));
        }
        int[] shuffled = Orders.random(random, feed.posts());
        for (int post = 0; post < feed.posts(); post++) {
            ValueScores.Builder scores = ValueScores.newBuilder();
            for (int value = 0; value < feed.values(); value++) {
                scores.addScores((float) (seesTruth ? feed.truth(post, value) : feed.base(post, value)));
            }
            request.addPosts(PostToRank.newBuilder()
                    .setPostId(Integer.toString(post))
                    .setEngagementRank(1 + (this == RANDOM ? shuffled[post] : post))
                    .addScores(scores));
        }
        return request.build();
    }
}
