package circumplex.ranker.explain;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Feeds;
import circumplex.ranker.kernel.ScalarOracle;
import circumplex.ranker.kernel.Weights;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContributionsTest {

    private static final long SEED = 2477;

    @Test
    void wholeThousandthsStayAsTheyAre() {
        assertThat(Contributions.of(Feeds.of(3, new int[] {6000, 3000, 1000}), Weights.of(1000, -500, 0), 0))
                .containsExactly(6000, -1500, 0);
    }

    @Test
    void whatIsMissingGoesToTheLargestRemainder() {
        // Products 1.2, 1.3 and 1.7 thousandths make 4.2, that is 4; rounded down they are 1, 1 and 1.
        assertThat(Contributions.of(Feeds.of(3, new int[] {1200, 1300, 1700}), Weights.of(1, 1, 1), 0))
                .containsExactly(1, 1, 2);
    }

    @Test
    void ofEqualRemaindersTheEarlierValueGains() {
        // Products of 0.4 thousandths make 1.6, that is 2.
        assertThat(Contributions.of(Feeds.of(4, new int[] {400, 400, 400, 400}), Weights.of(1, 1, 1, 1), 0))
                .containsExactly(1, 1, 0, 0);
    }

    @Test
    void halfAThousandthIsRoundedUp() {
        assertThat(Contributions.of(Feeds.of(1, new int[] {500}), Weights.of(1), 0)).containsExactly(1);
        assertThat(Contributions.of(Feeds.of(1, new int[] {500}), Weights.of(-1), 0)).containsExactly(0);
        assertThat(Contributions.of(Feeds.of(1, new int[] {501}), Weights.of(-1), 0)).containsExactly(-1);
    }

    @Test
    void alwaysAddUpAndNeverStrayAThousandth() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            int values = random.nextInt(25);
            Feed feed = Feeds.random(random, 1, values, random.nextBoolean() ? 1 : 250);
            check("seed %d, round %d".formatted(SEED, round), feed, Feeds.weights(random, values, 1));
        }
    }

    @Test
    void addUpOverAsManyValuesAsThereMayBe() {
        Random random = new Random(SEED);
        check("seed " + SEED, Feeds.random(random, 3, 357, 1), Feeds.weights(random, 357, 1));
        int[] scores = new int[Feed.MAX_VALUES];
        int[] weights = new int[Feed.MAX_VALUES];
        Arrays.fill(scores, 999);
        Arrays.fill(weights, 1);
        check("all lose 0.999", Feeds.of(Feed.MAX_VALUES, scores), Weights.of(weights));
    }

    @Test
    void theLargestAmountsComeFirstAndNothingThatIsNothing() {
        assertThat(Contributions.largestFirst(0, -300, 500, 0, 300, -500)).containsExactly(2, 5, 1, 4);
        assertThat(Contributions.largestFirst(0, 0)).isEmpty();
    }

    private static void check(String where, Feed feed, Weights weights) {
        for (int post = 0; post < feed.size(); post++) {
            int[] contributions = Contributions.of(feed, weights, post);
            BigDecimal score = new BigDecimal(ScalarOracle.millionths(feed, weights, post), 6);
            assertThat(Arrays.stream(contributions).asLongStream().sum())
                    .as(where)
                    .isEqualTo(halfUp(score).unscaledValue().longValueExact());
            for (int value = 0; value < contributions.length; value++) {
                int product = weights.thousandths(value) * feed.thousandths(post, value);
                assertThat(Math.abs(contributions[value] * 1000 - product))
                        .as("%s, value %d, product %d", where, value, product)
                        .isLessThan(1000);
                assertThat(product % 1000 != 0 || contributions[value] * 1000 == product)
                        .as("%s, value %d, product %d is whole", where, value, product)
                        .isTrue();
            }
        }
    }

    /** To three places, halves towards +∞. */
    private static BigDecimal halfUp(BigDecimal score) {
        return score.add(new BigDecimal("0.0005")).setScale(3, RoundingMode.FLOOR);
    }
}
