package circumplex.personalizer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class GuardedTest {

    @Test
    void surpriseIsTheMeanOverWhatIsRated() {
        double[][] above = {{0.5, 0.25, 0.1, 0, 0, 0}, {1, 1, 1, 1, 1, 0.5}, {0.9, 0.9, 0.9, 0.9, 0.9, 0.9}};
        double[] ratings = {1, 6, Double.NaN};
        assertThat(Guard.surprise(above, ratings)).isCloseTo(-(Math.log(0.25) + Math.log(0.5)) / 2, within(1e-12));
        assertThat(Guard.surprise(above, new double[] {0, Double.NaN, Double.NaN})).isCloseTo(-Math.log(0.5), within(1e-12));
        assertThat(Guard.surprise(above, new double[] {6, Double.NaN, Double.NaN})).as("no chance at all").isBetween(9.0, 9.3);
        assertThat(Guard.surprise(above, new double[] {Double.NaN, Double.NaN, Double.NaN})).isZero();
    }

    @Test
    void manyAreJudgedByAFewThatAreSpreadEvenly() {
        assertThat(Guarded.spread(5)).containsExactly(0, 1, 2, 3, 4);
        assertThat(Guarded.spread(10_000)).hasSize(Guarded.MOST).startsWith(0, 625).endsWith(9375);
    }
}
