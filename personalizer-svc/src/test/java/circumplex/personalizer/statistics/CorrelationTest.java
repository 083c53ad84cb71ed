package circumplex.personalizer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CorrelationTest {

    @Test
    void equalNumbersShareTheMeanOfTheirPlaces() {
        assertThat(Ranks.average(new double[] {3, 1, 3, -0.0, 0.0})).containsExactly(4.5, 3, 4.5, 1.5, 1.5);
        assertThat(Ranks.average(new double[] {2, Double.NaN, 1})).containsExactly(2, Double.NaN, 1);
    }

    @Test
    void standardisedPlacesHaveMean0AndVariance1() {
        double[] places = Ranks.standardised(new double[] {0, 0, 0, 5, 6});
        double sum = 0;
        double squares = 0;
        for (double place : places) {
            sum += place;
            squares += place * place;
        }
        assertThat(sum).isCloseTo(0, within(1e-12));
        assertThat(squares / 5).isCloseTo(1, within(1e-12));
        assertThat(Ranks.standardised(new double[] {2, 2, 2})).containsExactly(0, 0, 0);
    }

    /** By hand: places 1.5 1.5 3 4 against 2 1 3.5 3.5. */
    @Test
    void spearmanWithTies() {
        assertThat(Correlation.spearman(new double[] {0, 0, 1, 5}, new double[] {2, 1, 4, 4}))
                .isCloseTo(8 / 9.0, within(1e-12));
        assertThat(Correlation.spearman(new double[] {0, 0, 0}, new double[] {1, 2, 3})).isNaN();
        assertThat(Correlation.spearman(new double[] {1, 2, 3, Double.NaN}, new double[] {1, 2, 3, 0})).isEqualTo(1);
    }

    /** 4 concordant, 0 discordant; 5 pairs are not tied on the left, 5 not on the right. */
    @Test
    void kendallTauBWithTies() {
        assertThat(Correlation.kendallTauB(new double[] {1, 1, 2, 3}, new double[] {1, 2, 3, 3})).isCloseTo(0.8, within(1e-12));
        assertThat(Correlation.kendallTauB(new double[] {1, 2, 3}, new double[] {3, 2, 1})).isEqualTo(-1);
        assertThat(Correlation.kendallTauB(new double[] {1, 1}, new double[] {1, 2})).isNaN();
    }

    @Test
    void spearmanIsBlindToIncreasingMaps() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 200; i++) {
            double[] a = random.ints(19, 0, 7).asDoubleStream().toArray();
            double[] b = random.doubles(19).toArray();
            double[] cubed = b.clone();
            for (int j = 0; j < cubed.length; j++) {
                cubed[j] = cubed[j] * cubed[j] * cubed[j] - 5;
            }
            assertThat(Correlation.spearman(a, cubed)).as("seed 11, vector %d", i).isEqualTo(Correlation.spearman(a, b));
        }
    }

    @Test
    void agreementIsTheShareOfVarianceBetweenGroups() {
        assertThat(Agreement.icc(new double[] {1, 1, 5, 5, 3, 3}, new int[] {0, 0, 1, 1, 2, 2})).isEqualTo(1);
        SplittableRandom random = new SplittableRandom(3);
        double[] numbers = new double[6000];
        int[] groups = new int[6000];
        for (int g = 0; g < 1000; g++) {
            double shared = random.nextGaussian() * 0.5;
            for (int i = 0; i < 6; i++) {
                numbers[6 * g + i] = shared + random.nextGaussian() * Math.sqrt(0.75);
                groups[6 * g + i] = g;
            }
        }
        assertThat(Agreement.icc(numbers, groups)).as("seed 3").isCloseTo(0.25, within(0.03));
    }

    @Test
    void intervalsHoldTheMeanAndShrinkWithTheSample() {
        SplittableRandom random = new SplittableRandom(5);
        double[] many = random.doubles(4000).toArray();
        double[] few = random.doubles(40).toArray();
        Interval narrow = new Bootstrap(400, 1).mean(many);
        Interval wide = new Bootstrap(400, 1).mean(few);
        assertThat(narrow.low()).isLessThan(narrow.mean());
        assertThat(narrow.high()).isGreaterThan(narrow.mean());
        assertThat(narrow.high() - narrow.low()).isBetween(0.012, 0.025);
        assertThat(wide.high() - wide.low()).isGreaterThan(5 * (narrow.high() - narrow.low()));
        assertThat(new Bootstrap(400, 1).mean(many)).isEqualTo(narrow);
    }
}
