package circumplex.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.order.Order;
import circumplex.ranker.stage.Placement;
import circumplex.ranker.stage.TopK;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.WeightVector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The promise that the ranker is built on: posts of equal Σ w·s keep the engagement order. Checked where it is hard, on whole
 * scores and weights on a 0.01 grid, which make many equal sums. The dot products that one would write first break it.
 */
class TieRuleTest {

    private static final long SEED = 20260419;
    private static final int FEEDS = 10_000;
    private static final int POSTS = 200;
    private static final ValueSet SET = ValueSets.all().defaultSet();

    @Test
    void holdsOnTenThousandFeeds() {
        RankPosts rankPosts = new RankPosts();
        for (int number = 0; number < FEEDS; number++) {
            Case feed = Case.random(number);
            assertThat(rankPosts.rank(feed.task()).kept())
                    .as("seed %d, feed %d", SEED, number)
                    .isEqualTo(feed.expected());
        }
    }

    /** The negative control: the same feeds and the same oracle must catch arithmetic that is not exact. */
    @Test
    void isBrokenByFloatAndByDoubleDotProducts() {
        int brokenByFloat = 0;
        int brokenByDouble = 0;
        for (int number = 0; number < FEEDS; number++) {
            Case feed = Case.random(number);
            Order expected = feed.expected();
            brokenByFloat += feed.sortedBy(feed::floatScore).equals(expected) ? 0 : 1;
            brokenByDouble += feed.sortedBy(feed::doubleScore).equals(expected) ? 0 : 1;
        }
        System.out.printf(
                Locale.ROOT,
                "tie rule broken in %d feeds of %d by a float dot product, in %d by a double dot product%n",
                brokenByFloat,
                FEEDS,
                brokenByDouble);
        assertThat(brokenByFloat).isPositive();
        assertThat(brokenByDouble).isPositive();
    }

    /** One feed: weights in hundredths by value, whole scores by post and value. */
    private static final class Case {

        private final int[] hundredths;
        private final int[][] scores;

        private Case(int[] hundredths, int[][] scores) {
            this.hundredths = hundredths;
            this.scores = scores;
        }

        static Case random(int number) {
            Random random = new Random(SEED + number);
            int[] hundredths = random.ints(SET.size(), -100, 101).toArray();
            int[][] scores = new int[POSTS][];
            for (int post = 0; post < POSTS; post++) {
                scores[post] = random.ints(SET.size(), 0, 7).toArray();
            }
            return new Case(hundredths, scores);
        }

        /** As the request path makes it: decimal weights and float scores, rounded by the vocabulary. */
        RankingTask task() {
            Map<String, Double> named = new HashMap<>();
            for (int value = 0; value < hundredths.length; value++) {
                named.put(SET.dimension(value).id(), weight(value));
            }
            WeightVector weights = WeightVector.of(SET, named);
            Feed.Builder feed = new Feed.Builder(POSTS, SET.size());
            for (int post = 0; post < POSTS; post++) {
                float[] row = new float[SET.size()];
                for (int value = 0; value < row.length; value++) {
                    row[value] = scores[post][value];
                }
                feed.scores(post, thousandths(ScoreVector.of(SET, row)::thousandths));
            }
            return Tasks.plain(
                    feed.build(),
                    Weights.of(thousandths(weights::thousandths)),
                    Placement.KEEP_ENGAGEMENT_SLOT,
                    TopK.ALL);
        }

        /** The rule itself, on hundredths that were never anything but whole. */
        Order expected() {
            return sortedBy(post -> {
                long sum = 0;
                for (int value = 0; value < hundredths.length; value++) {
                    sum += (long) hundredths[value] * scores[post][value];
                }
                return sum;
            });
        }

        float floatScore(int post) {
            float sum = 0;
            for (int value = 0; value < hundredths.length; value++) {
                sum += (float) weight(value) * scores[post][value];
            }
            return sum;
        }

        double doubleScore(int post) {
            double sum = 0;
            for (int value = 0; value < hundredths.length; value++) {
                sum += weight(value) * scores[post][value];
            }
            return sum;
        }

        /** Highest first; the sort is stable, so equal keys stay in engagement order. */
        <K extends Comparable<K>> Order sortedBy(IntFunction<K> key) {
            return Order.of(IntStream.range(0, POSTS)
                    .mapToObj(post -> Map.entry(post, key.apply(post)))
                    .sorted(Map.Entry.<Integer, K>comparingByValue(Comparator.reverseOrder()))
                    .mapToInt(Map.Entry::getKey)
                    .toArray());
        }

        private double weight(int value) {
            return hundredths[value] / 100.0;
        }

        private static int[] thousandths(IntUnaryOperator vector) {
            return IntStream.range(0, SET.size()).map(vector).toArray();
        }
    }
}
