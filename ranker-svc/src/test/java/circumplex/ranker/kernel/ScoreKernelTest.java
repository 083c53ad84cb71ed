package circumplex.ranker.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreKernelTest {

    private static final long SEED = 19;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 207, 1021, 4098})
    void isTheScalarOracleForEveryNumberOfPosts(int posts) {
        Random random = new Random(SEED + posts);
        for (int values : new int[] {1, 2, 18, 19, 20}) {
            check(Feeds.random(random, posts, values, 1), Feeds.weights(random, values, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 207})
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
            Arrays.fill(weights, 0, 357, sign * Weights.MAX);
            weights[1000] = sign * (Weights.MAX_SUM - 357_000);
            check(feed, Weights.of(weights));
            assertThat(ScoreKernel.score(feed, Weights.of(weights)).millionths(0)).isEqualTo(sign * 2_147_478_000);
            weights[1023] = sign;
            assertThatIllegalArgumentException().isThrownBy(() -> Weights.of(weights));
        }
    }

    /** As above in every lane of the loops and in the rest that they leave: no post is by itself. */
    @ParameterizedTest
    @ValueSource(ints = {207, 4_098})
    void holdsTheLargestAndTheSmallestSumInLongColumns(int posts) {
        int values = Weights.MAX_SUM / Weights.MAX + 1;
        Feed feed = full(posts, values);
        int[] weights = new int[values];
        for (int sign : new int[] {1, -1}) {
            Arrays.fill(weights, sign * Weights.MAX);
            weights[values - 1] = sign * (Weights.MAX_SUM - (values - 1) * Weights.MAX);
            checkFull(feed, Weights.of(weights));
        }
        // The largest partial sum that another of the same size takes back.
        for (int value = 0; value < values; value++) {
            weights[value] = value % 2 == 0 ? Weights.MAX : -Weights.MAX;
        }
        weights[values - 1] = 0;
        checkFull(feed, Weights.of(weights));
    }

    @Test
    void holdsTheLargestScoresOfAMillionPosts() {
        int values = 7;
        Feed feed = full(1_000_000, values);
        for (int sign : new int[] {1, -1}) {
            int[] weights = new int[values];
            Arrays.fill(weights, sign * Weights.MAX);
            checkFull(feed, Weights.of(weights));
        }
    }

    @Test
    void holdsAPartialSumThatTheWholeSumHides() {
        int[] most = new int[2 * 178];
        Arrays.fill(most, Feed.MAX_SCORE);
        int[] weights = new int[most.length];
        for (int value = 0; value < weights.length; value++) {
            weights[value] = value < 178 ? Weights.MAX : -Weights.MAX;
        }
        check(Feeds.of(most.length, most), Weights.of(weights));
    }

    @Test
    void isTheScalarOracleOnAMillionPosts() {
        Random random = new Random(SEED);
        int posts = 1_000_000;
        int values = 7;
        Feed.Builder builder = new Feed.Builder(posts, values);
        int[] row = new int[values];
        for (int post = 0; post < posts; post++) {
            for (int value = 0; value < values; value++) {
                row[value] = random.nextInt(Feed.MAX_SCORE + 1);
            }
            builder.scores(post, row);
        }
        Feed feed = builder.build();
        Weights weights = Feeds.weights(random, values, 1);
        Scores scores = ScoreKernel.score(feed, weights);
        for (int post = 0; post < posts; post++) {
            // The oracle in numbers without bounds would take a minute; a long is enough for seven values.
            long sum = 0;
            for (int value = 0; value < values; value++) {
                sum += (long) weights.thousandths(value) * feed.thousandths(post, value);
            }
            if (sum != scores.millionths(post)) {
                assertThat((long) scores.millionths(post)).as("seed %d, post %d", SEED, post).isEqualTo(sum);
            }
        }
    }

    @Test
    void theScoresOfAFeedStayWhenItIsScoredAgain() {
        Random random = new Random(SEED);
        Feed feed = Feeds.random(random, 207, 19, 1);
        Weights one = Feeds.weights(random, 19, 1);
        Scores first = ScoreKernel.score(feed, one);
        check(feed, Feeds.weights(random, 19, 1));
        check(feed, one);
        for (int post = 0; post < feed.size(); post++) {
            assertThat(BigInteger.valueOf(first.millionths(post))).isEqualTo(ScalarOracle.millionths(feed, one, post));
        }
    }

    @Test
    void keepsAnUnscoredPostWithoutScore() {
        Scores scores = ScoreKernel.score(Feeds.ofOneValue(6, -1, 0), Weights.of(-1000));

        assertThat(scores.millionths(0)).isEqualTo(-6_000_000);
        assertThat(scores.scored(1)).isFalse();
        assertThat(scores.millionths(2)).isZero();
    }

    private static Feed full(int posts, int values) {
        int[] row = new int[values];
        Arrays.fill(row, Feed.MAX_SCORE);
        Feed.Builder feed = new Feed.Builder(posts, values);
        for (int post = 0; post < posts; post++) {
            feed.scores(post, row);
        }
        return feed.build();
    }

    /** All rows are the same, so the oracle is asked once. */
    private static void checkFull(Feed feed, Weights weights) {
        Scores scores = ScoreKernel.score(feed, weights);
        int expected = ScalarOracle.millionths(feed, weights, 0).intValueExact();
        for (int post = 0; post < feed.size(); post++) {
            if (scores.millionths(post) != expected) {
                assertThat(scores.millionths(post)).as("%d posts, post %d", feed.size(), post).isEqualTo(expected);
            }
        }
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
