package circumplex.personalizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class PredictedRatingsTest {

    private static final long SEED = 271828;

    @Test
    void aMeanOfZeroLeavesOnlyZero() {
        PredictedRatings ratings = new PredictedRatings(0, 3.1);
        assertThat(ratings.quantile(0.1)).isZero();
        assertThat(ratings.quantile(0.9)).isZero();
    }

    @Test
    void quantilesAreThoseOfManyDraws() {
        Random random = new Random(SEED);
        for (double[] model : new double[][] {{0.4, 4}, {5, 3}, {1.5, 15}, {3, 30}, {5.5, 80}}) {
            PredictedRatings ratings = new PredictedRatings(model[0], model[1]);
            int[] counts = new int[7];
            int draws = 0;
            while (draws < 200_000) {
                int rating = poisson(random, model[0] * gamma(random, (int) model[1]) / model[1]);
                if (rating <= 6) {
                    counts[rating]++;
                    draws++;
                }
            }
            for (double probability : new double[] {0.1, 0.5, 0.9}) {
                assertQuantile(counts, draws, probability, ratings.quantile(probability), model);
            }
        }
    }

    /** At most the probability lies below the quantile, at least the probability at or below it, but for the noise of drawing. */
    private static void assertQuantile(int[] counts, int draws, double probability, int quantile, double[] model) {
        double below = 0;
        for (int rating = 0; rating < quantile; rating++) {
            below += counts[rating];
        }
        assertThat(below / draws).as("mean %s, seed %s", model[0], SEED).isLessThan(probability + 0.005);
        assertThat((below + counts[quantile]) / draws).as("mean %s", model[0]).isGreaterThan(probability - 0.005);
    }

    @Test
    void quantilesRiseWithTheMean() {
        for (double shape : new double[] {3.1, 14.8, 200}) {
            int low = 0;
            int high = 0;
            for (double mean = 0; mean <= 6; mean += 0.001) {
                PredictedRatings ratings = new PredictedRatings(mean, shape);
                assertThat(ratings.quantile(0.1)).isGreaterThanOrEqualTo(low);
                assertThat(ratings.quantile(0.9)).isGreaterThanOrEqualTo(high);
                low = ratings.quantile(0.1);
                high = ratings.quantile(0.9);
            }
            assertThat(high).isEqualTo(6);
        }
    }

    private static double gamma(Random random, int shape) {
        double sum = 0;
        for (int i = 0; i < shape; i++) {
            sum -= Math.log(1 - random.nextDouble());
        }
        return sum;
    }

    private static int poisson(Random random, double mean) {
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
