package circumplex.personalizer.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two figures of the same units are compared by samples that are the same for both. */
final class ResampledTest {

    private static final long SEED = 11;
    private static final int UNITS = 300;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final double[] hard = random.doubles(UNITS, -1, 1).toArray();

    @Test
    void whatMakesUnitsHardForBothFallsOut() {
        Resampled mine = mean(better(0.05));
        Resampled other = mean(hard);
        Interval difference = mine.minus(other).interval();
        assertThat(difference.mean()).as("seed %s", SEED).isBetween(0.045, 0.055);
        assertThat(difference.low()).as("surely better").isPositive();
        assertThat(mine.interval().low()).as("which the intervals of the two would not tell").isLessThan(other.figure());
        double width = difference.high() - difference.low();
        assertThat(width).isLessThan((mine.interval().high() - mine.interval().low()) / 5);
    }

    @Test
    void equalFiguresDifferByNothing() {
        assertThat(mean(hard).minus(mean(hard.clone())).interval()).isEqualTo(Interval.exactly(0));
    }

    @Test
    void samplesWithoutTheFigureAreLeftOutOfBoth() {
        Resampled mine = new Resampled(2, new double[] {Double.NaN, 2, 3});
        Resampled other = new Resampled(1, new double[] {5, Double.NaN, 1});
        assertThat(mine.minus(other).interval()).isEqualTo(new Interval(1, 2, 2));
    }

    private double[] better(double by) {
        return Arrays.stream(hard).map(unit -> unit + by + 0.02 * random.nextGaussian()).toArray();
    }

    private static Resampled mean(double[] units) {
        return new Bootstrap(500, SEED).resampledMean(units);
    }
}
