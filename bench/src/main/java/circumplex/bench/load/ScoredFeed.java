package circumplex.bench.load;

import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A feed of random scores and the weights to rank it by, in thousandths: what every ranker of a comparison is given, and what an
 * exact one makes of it. Posts are numbered from 0 in engagement order.
 */
public final class ScoredFeed {

    private static final int MAX_SCORE = 6000;
    private static final int MAX_WEIGHT = 1000;

    private final ValueSet set = ValueSets.all().defaultSet();
    private final int[] weights;
    private final int[][] scores;

    private ScoredFeed(int posts, int weightStep, int scoreStep, SplittableRandom random) {
        int steps = MAX_WEIGHT / weightStep;
        weights = random.ints(set.size(), -steps, steps + 1).map(weight -> weight * weightStep).toArray();
        scores = new int[posts][];
        for (int post = 0; post < posts; post++) {
            scores[post] = random.ints(set.size(), 0, MAX_SCORE / scoreStep + 1).map(score -> score * scoreStep).toArray();
        }
    }

    /** Weights in hundredths and scores in thousandths: ties are rare. */
    public static ScoredFeed fine(int posts, SplittableRandom random) {
        return new ScoredFeed(posts, 10, 1, random);
    }

    /** Weights in hundredths, as sliders give them, and whole scores, as language models give them: ties are common. */
    public static ScoredFeed withTies(int posts, SplittableRandom random) {
        return new ScoredFeed(posts, 10, 1000, random);
    }

    public int posts() {
        return scores.length;
    }

    public int values() {
        return weights.length;
    }

    public int weight(int value) {
        return weights[value];
    }

    public int score(int post, int value) {
        return scores[post][value];
    }

    /** The feed as ranker-svc takes it; the id of a post is its number. */
    public RankPostsRequest request() {
        RankPostsRequest.Builder request = RankPostsRequest.newBuilder().addValueSets(WireValueSets.ref(set));
        for (int value = 0; value < weights.length; value++) {
            request.putWeights(set.dimension(value).id(), weights[value] / 1000.0);
        }
        for (int post = 0; post < scores.length; post++) {
            ValueScores.Builder vector = ValueScores.newBuilder();
            for (int score : scores[post]) {
                vector.addScores(score / 1000f);
            }
            request.addPosts(PostToRank.newBuilder()
                    .setPostId(Integer.toString(post))
                    .setEngagementRank(post + 1)
                    .addScores(vector));
        }
        return request.build();
    }

    /** The posts by exact score, highest first; posts of equal score in engagement order. Shares no code with the ranker. */
    public List<Integer> exactOrder() {
        long[] sums = new long[scores.length];
        for (int post = 0; post < sums.length; post++) {
            for (int value = 0; value < weights.length; value++) {
                sums[post] += (long) weights[value] * scores[post][value];
            }
        }
        // The sort is stable.
        return IntStream.range(0, sums.length).boxed().sorted((a, b) -> Long.compare(sums[b], sums[a])).toList();
    }
}
