package circumplex.personalizer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LeaveOneOutTest {

    @Test
    void surpriseIsTheMeanOverWhatIsRated() {
        double[][] above = {{0.5, 0.25, 0.1, 0, 0, 0}, {1, 1, 1, 1, 1, 0.5}, {0.9, 0.9, 0.9, 0.9, 0.9, 0.9}};
        double[] ratings = {1, 6, Double.NaN};
        assertThat(LeaveOneOut.surprise(above, ratings)).isCloseTo(-(Math.log(0.25) + Math.log(0.5)) / 2, within(1e-12));
        assertThat(LeaveOneOut.surprise(above, new double[] {0, Double.NaN, Double.NaN})).isCloseTo(-Math.log(0.5), within(1e-12));
        assertThat(LeaveOneOut.surprise(above, new double[] {6, Double.NaN, Double.NaN})).as("no chance at all").isBetween(9.0, 9.3);
        assertThat(LeaveOneOut.surprise(above, new double[] {Double.NaN, Double.NaN, Double.NaN})).isZero();
    }

    @Test
    void manyAreJudgedByAFewThatAreSpreadEvenly() {
        assertThat(LeaveOneOut.spread(5)).containsExactly(0, 1, 2, 3, 4);
        assertThat(LeaveOneOut.spread(10_000)).hasSize(LeaveOneOut.MOST).startsWith(0, 625).endsWith(9375);
    }

    /** The population's numbers are drawn at random: annotations at random cannot help to predict one another. */
    @Test
    void annotationsThatSayNothingAboutOneAnotherAreNotUsed() throws EngineUnavailable {
        try (Torch torch = Torch.start();
                Calibrator calibrator = new Calibrator(RandomModels.weights(List.of("a"), 0, 1, 3), torch)) {
            Random random = new Random(11);
            int unused = 0;
            for (int person = 0; person < 10; person++) {
                List<Annotated> annotations = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    annotations.add(annotated(random));
                }
                PersonState all = calibrator.state(annotations);
                PersonState guarded = LeaveOneOut.state(calibrator, annotations);
                assertThat(guarded.annotations()).isIn(0, all.annotations());
                unused += guarded.annotations() == 0 ? 1 : 0;
                List<Annotated> four = annotations.subList(0, LeaveOneOut.FROM - 1);
                assertThat(LeaveOneOut.state(calibrator, four).annotations()).as("too few to judge").isEqualTo(4);
            }
            assertThat(unused).isPositive();
        }
    }

    private static Annotated annotated(Random random) {
        double[] scores = random.doubles(19, 0, 6).toArray();
        double[] ratings = random.ints(19, 0, 7).asDoubleStream().toArray();
        return new Annotated(new double[][] {scores}, ratings);
    }
}
