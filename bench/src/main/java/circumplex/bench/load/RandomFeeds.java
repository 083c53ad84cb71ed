package circumplex.bench.load;

import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import java.util.SplittableRandom;

/** Feeds of random scores, as ranker-svc takes them. */
public final class RandomFeeds {

    private RandomFeeds() {}

    public static RankPostsRequest scored(int posts, long seed) {
        ValueSet set = ValueSets.all().defaultSet();
        SplittableRandom random = new SplittableRandom(seed);
        RankPostsRequest.Builder request = RankPostsRequest.newBuilder().addValueSets(WireValueSets.ref(set));
        for (int v = 0; v < set.size(); v++) {
            request.putWeights(set.dimension(v).id(), random.nextInt(-100, 101) / 100.0);
        }
        for (int post = 0; post < posts; post++) {
            ValueScores.Builder scores = ValueScores.newBuilder();
            for (int v = 0; v < set.size(); v++) {
                scores.addScores(random.nextInt(6001) / 1000f);
            }
            request.addPosts(PostToRank.newBuilder().setPostId("post-" + post).setEngagementRank(post + 1).addScores(scores));
        }
        return request.build();
    }
}
