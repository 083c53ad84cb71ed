package circumplex.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreKernelTest {

    private static final long SEED = 19;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 207})
    void isTheScalarOracleForEveryNumberOfPosts(int posts) {
        Random random = new Random(SEED + posts);
        for (int values : new int[] {1, 2, 18, 19, 20}) {
            check(Feeds.random(random, posts, values, 1), Feeds.weights(random, values, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 207})
    void isTheScalarOracleForEveryNumberOfValues(int values) {
        Random random = new Random(SEED + values);
        check(Feeds.random(random, 31, values, 1), Feeds.weights(random, values, 1));
    }

    @Test
    void holdsTheLargestAndTheSmallestSum() {
        int[] most = new int[Feed.MAX_VALUES];
        Arrays.fill(most, Feed.MAX_SCORE);
        Feed feed = Feeds.of(Feed.MAX_VALUES, most, new int[0]);
        for (int sign : new int[] {1, -1}) {
            int[] weights = new int[Feed.MAX_VALUES];
            Arrays.fill(weights, sign * Weights.MAX);
            check(feed, Weights.of(weights));
            assertThat(ScoreKernel.score(feed, Weights.of(weights)).find(0)).hasValue(sign * 6_144_000_000L);
        }
    }

    @Test
    void keepsAnUnscoredPostWithoutScore() {
        Scores scores = ScoreKernel.score(Feeds.ofOneValue(6, -1, 0), Weights.of(-1000));

        assertThat(scores.find(0)).hasValue(-6_000_000);
        assertThat(scores.find(1)).isEmpty();
        assertThat(scores.find(2)).hasValue(0);
    }

    private static void check(Feed feed, Weights weights) {
        Scores scores = ScoreKernel.score(feed, weights);
        for (int post = 0; post < feed.size(); post++) {
            assertThat(BigInteger.valueOf(scores.millionths(post)))
                    .as("seed %d, %d posts, %d values, post %d", SEED, feed.size(), feed.values(), post)
                    .isEqualTo(ScalarOracle.millionths(feed, weights, post));
        }
    }
}
