package circumplex.ranker.order;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Feeds;
import circumplex.ranker.kernel.ScalarOracle;
import circumplex.ranker.kernel.ScoreKernel;
import circumplex.ranker.kernel.Scores;
import circumplex.ranker.kernel.Weights;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreOrderTest {

    private static final long SEED = 71;

    @Test
    void putsTheHighestScoreFirstAndTiesInEngagementOrder() {
        assertThat(order(Feeds.ofOneValue(2, 5, 2, 6, 5), Weights.of(1000))).isEqualTo(Order.of(3, 1, 4, 0, 2));
    }

    @Test
    void putsTheLowestFirstForANegativeWeight() {
        assertThat(order(Feeds.ofOneValue(2, 5, 2, 6, 0), Weights.of(-1))).isEqualTo(Order.of(4, 0, 2, 1, 3));
    }

    @Test
    void leavesOutPostsWithoutScores() {
        assertThat(order(Feeds.ofOneValue(-1, 1, -1, 3), Weights.of(1000))).isEqualTo(Order.of(3, 1));
    }

    @Test
    void isTheEngagementOrderWhenNothingWeighs() {
        assertThat(order(Feeds.ofOneValue(1, 6, 3), Weights.of(0))).isEqualTo(Order.of(0, 1, 2));
    }

    @Test
    void holdsTheLargestScoreTheSmallestAndTheLastPost() {
        int[] most = new int[Feed.MAX_VALUES];
        Arrays.fill(most, Feed.MAX_SCORE);
        int[] weights = new int[Feed.MAX_VALUES];
        Arrays.fill(weights, 0, 357, -Weights.MAX);
        Feed.Builder feed = new Feed.Builder(10_000, Feed.MAX_VALUES).scores(0, most);
        feed.scores(9_999, new int[Feed.MAX_VALUES]);
        feed.scores(5_000, most);

        assertThat(order(feed.build(), Weights.of(weights))).isEqualTo(Order.of(9_999, 0, 5_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 207, 1021, 4098})
    void isTheOracleWithManyTiesAndWithFew(int posts) {
        for (int step : new int[] {3000, 1000, 1}) {
            Random random = new Random(SEED + posts + step);
            Feed feed = Feeds.random(random, posts, 3, step);
            Weights weights = Feeds.weights(random, 3, 10);
            assertThat(order(feed, weights))
                    .as("seed %d, %d posts, step %d", SEED, posts, step)
                    .isEqualTo(ScalarOracle.order(feed, weights));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 207, 1021, 4098})
    void theFirstOfAHeapAreTheFirstOfTheSort(int posts) {
        for (int step : new int[] {6000, 1000, 1}) {
            Random random = new Random(SEED + posts + step);
            Scores scores = ScoreKernel.score(Feeds.random(random, posts, 2, step), Feeds.weights(random, 2, 10));
            Order all = ScoreOrder.of(scores);
            for (int count : new int[] {0, 1, 2, 3, 10, posts / 2, Math.max(0, posts - 1), posts, posts + 1}) {
                assertThat(ScoreOrder.first(scores, count))
                        .as("seed %d, %d of %d posts, step %d", SEED, count, posts, step)
                        .isEqualTo(all.first(count));
            }
        }
    }

    @Test
    void aMillionPostsAreOrderedByHeapAsBySort() {
        Random random = new Random(SEED);
        Feed.Builder feed = new Feed.Builder(1_000_000, 1);
        for (int post = 0; post < 1_000_000; post++) {
            feed.scores(post, random.nextInt(50) * 100);
        }
        Scores scores = ScoreKernel.score(feed.build(), Weights.of(-999));

        assertThat(ScoreOrder.first(scores, 1000)).as("seed %d", SEED).isEqualTo(ScoreOrder.of(scores).first(1000));
    }

    private static Order order(Feed feed, Weights weights) {
        return ScoreOrder.of(ScoreKernel.score(feed, weights));
    }
}
