package circumplex.ranker.chance;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Feeds;
import circumplex.ranker.kernel.ScoreKernel;
import circumplex.ranker.kernel.Scores;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.order.Order;
import circumplex.ranker.order.ScoreOrder;
import circumplex.ranker.stage.Placement;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankIntervalsTest {

    private static final long SEED = 595;
    private static final int VALUES = 19;

    /** Of about 3,300 places a share of nine tenths has a standard error of 0.005. */
    private static final double LEAST = 0.885;

    private static final double MOST = 0.925;

    @Test
    void scoresThatAreCertainHaveOnePlace() {
        Scores scores = ScoreKernel.score(Feeds.ofOneValue(1, 3, 2), Weights.of(1000));
        RankIntervals intervals = intervals(scores, ScoreErrors.none(3), 100, 1);

        assertThat(intervals.low(1)).isEqualTo(intervals.high(1)).isZero();
        assertThat(intervals.low(0)).isEqualTo(intervals.high(0)).isEqualTo(2);
        assertThat(intervals.topProbability(2, 1)).isZero();
        assertThat(intervals.topProbability(2, 2)).isEqualTo(1);
    }

    @Test
    void twoPostsOfOneScoreChangePlacesHalfOfTheTime() {
        Scores scores = ScoreKernel.score(Feeds.ofOneValue(3, 3), Weights.of(1000));
        ScoreErrors errors = ScoreErrors.none(2);
        errors.put(0, Weights.of(1000), Correlation.none(), 1);
        errors.put(1, Weights.of(1000), Correlation.none(), 1);
        RankIntervals intervals = intervals(scores, errors, 4_000, SEED);

        // A standard error of the share is 0.008.
        assertThat(intervals.topProbability(0, 1)).isBetween(0.46, 0.54);
        assertThat(intervals.low(0)).isZero();
        assertThat(intervals.high(0)).isEqualTo(1);
    }

    @Test
    void theSameSeedGivesTheSameIntervals() {
        Random random = new Random(SEED);
        Scores scores = ScoreKernel.score(Feeds.random(random, 30, 2, 1), Weights.of(1000, -400));
        ScoreErrors errors = ScoreErrors.none(30);
        for (int post = 0; post < 30; post++) {
            errors.put(post, Weights.of(1000, -400), Correlation.none(), 1, 1);
        }

        RankIntervals one = intervals(scores, errors, 200, 9);
        RankIntervals again = intervals(scores, errors, 200, 9);
        for (int post = 0; post < 30; post++) {
            assertThat(one.low(post)).isEqualTo(again.low(post)).isLessThanOrEqualTo(one.high(post));
            assertThat(one.high(post)).isEqualTo(again.high(post));
        }
    }

    /**
     * Synthetic people: what a post means to a person differs from its mean by correlated normal errors of the stated standard
     * errors. The place that the true scores give has to lie in the interval about nine times in ten; places are whole, so somewhat
     * oftener. Weights have one sign and errors go together, so errors that were taken for independent would be too small, and the
     * same people have to tell that, and errors that are stated a little too large or too small, from the truth.
     */
    @Test
    void coversTheTrueRanksOfSyntheticPeople() {
        double asStated = coverage(true, 1);
        double independent = coverage(false, 1);
        double tooSmall = coverage(true, 0.8f);
        double tooLarge = coverage(true, 1.2f);
        System.out.printf(
                Locale.ROOT,
                "rank intervals cover %.3f of the true ranks, without the correlation %.3f, with errors of 0.8 %.3f, of 1.2 %.3f%n",
                asStated,
                independent,
                tooSmall,
                tooLarge);
        assertThat(asStated).as("seed %d", SEED).isBetween(LEAST, MOST);
        assertThat(independent).as("without correlation, seed %d", SEED).isLessThan(LEAST);
        assertThat(tooSmall).as("errors too small, seed %d", SEED).isLessThan(LEAST);
        assertThat(tooLarge).as("errors too large, seed %d", SEED).isGreaterThan(MOST);
    }

    /** @param scale of the errors as they are stated, against those that there are */
    private static double coverage(boolean correlated, float scale) {
        Random random = new Random(SEED);
        double[][] factor = factor(random);
        Correlation correlation = correlated ? Correlation.of(VALUES, packed(factor)) : Correlation.none();
        int covered = 0;
        int posts = 0;
        double probability = 0;
        int inTop = 0;
        for (int person = 0; person < 30; person++) {
            int size = 80 + random.nextInt(60);
            int[] weights = random.ints(VALUES, 200, 1001).toArray();
            Weights by = Weights.of(weights);
            Feed.Builder means = new Feed.Builder(size, VALUES);
            int[] truth = new int[size];
            ScoreErrors errors = ScoreErrors.none(size);
            for (int post = 0; post < size; post++) {
                int[] row = random.ints(VALUES, 1000, 5001).toArray();
                means.scores(post, row);
                float[] stated = new float[VALUES];
                double trueScore = 0;
                double[] shared = gaussians(random, VALUES);
                for (int value = 0; value < VALUES; value++) {
                    float se = 0.1f + random.nextFloat() * 0.6f;
                    stated[value] = scale * se;
                    double error = 0;
                    for (int k = 0; k < VALUES; k++) {
                        error += factor[value][k] * shared[k];
                    }
                    trueScore += weights[value] * (row[value] + 1000 * se * error);
                }
                errors.put(post, by, correlation, stated);
                truth[post] = (int) Math.round(trueScore);
            }
            Scores scores = ScoreKernel.score(means.build(), by);
            Order trueOrder = ScoreOrder.of(scores.with(truth));
            RankIntervals intervals = intervals(scores, errors, 400, 1);
            for (int place = 0; place < size; place++) {
                int post = trueOrder.post(place);
                covered += intervals.low(post) <= place && place <= intervals.high(post) ? 1 : 0;
                probability += intervals.topProbability(post, 10);
                inTop += place < 10 ? 1 : 0;
                posts++;
            }
        }
        assertThat(probability / inTop).as("seed %d", SEED).isBetween(0.999, 1.001);
        return (double) covered / posts;
    }

    private static RankIntervals intervals(Scores scores, ScoreErrors errors, int draws, long seed) {
        return RankIntervals.of(scores, errors, draws, seed, drawn -> {
            Order scored = ScoreOrder.of(drawn);
            return scored.size() == drawn.size()
                    ? scored
                    : Placement.UNSCORED_LAST.place(drawn, scored);
        }, () -> {});
    }

    /** Rows of length 1: their products are the correlation. */
    private static double[][] factor(Random random) {
        double[][] factor = new double[VALUES][];
        for (int value = 0; value < VALUES; value++) {
            double[] row = gaussians(random, VALUES);
            row[0] += 2;
            double length = 0;
            for (double x : row) {
                length += x * x;
            }
            for (int k = 0; k < VALUES; k++) {
                row[k] /= Math.sqrt(length);
            }
            factor[value] = row;
        }
        return factor;
    }

    private static float[] packed(double[][] factor) {
        float[] packed = new float[VALUES * VALUES];
        for (int i = 0; i < VALUES; i++) {
            for (int j = 0; j < VALUES; j++) {
                double product = 0;
                for (int k = 0; k < VALUES; k++) {
                    product += factor[i][k] * factor[j][k];
                }
                packed[i * VALUES + j] = (float) product;
            }
        }
        return packed;
    }

    private static double[] gaussians(Random random, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextGaussian();
        }
        return numbers;
    }
}
