package circumplex.ranker;

import circumplex.kit.WarmUp;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import jakarta.inject.Singleton;

/** Ranks a small feed from message to message, so that the first caller does not wait for classes to load. */
@Singleton
final class WarmUpWire implements WarmUp {

    private static final int POSTS = 200;

    private final RankPosts rankPosts;

    WarmUpWire(RankPosts rankPosts) {
        this.rankPosts = rankPosts;
    }

    @Override
    public void warmUp() {
        RankerWire wire = RankerWire.read(request());
        if (wire.answer(rankPosts.rank(wire.task())).length < POSTS) {
            throw new IllegalStateException("the answer is shorter than the feed");
        }
    }

    /** A feed of some length. */
    static RankPostsRequest request() {
        ValueSet set = ValueSets.all().defaultSet();
        RankPostsRequest.Builder request = RankPostsRequest.newBuilder()
                .addValueSets(WireValueSets.ref(set))
                .putWeights(set.dimension(0).id(), 1);
        for (int post = 1; post <= POSTS; post++) {
            ValueScores.Builder scores = ValueScores.newBuilder();
            for (int value = 0; value < set.size(); value++) {
                scores.addScores((post * 5 + value) % 7);
            }
            request.addPosts(PostToRank.newBuilder()
                    .setPostId(Integer.toString(post))
                    .setEngagementRank(post)
                    .addScores(scores));
        }
        return request.build();
    }
}
