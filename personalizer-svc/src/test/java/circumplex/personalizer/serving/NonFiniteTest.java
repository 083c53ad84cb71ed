package circumplex.personalizer.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.personalizer.Samples;
import circumplex.personalizer.calibration.Annotated;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.PersonState;
import circumplex.personalizer.calibration.RandomModels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Finite weights may still overflow: what comes of it is neither answered nor kept. */
final class NonFiniteTest {

    @Test
    void whatOverflowsIsNeitherAnsweredNorAddedToWhatIsKnown() {
        CalibratorWeights weights = RandomModels.weights(List.of(Samples.SCORER), 0, 1, 1);
        float[] net = weights.nets().get(0);
        for (int i = 0; i < net.length; i++) {
            net[i] *= 1e20f;
        }
        double[] scores = new double[Samples.SET.size()];
        Arrays.fill(scores, 6);
        double[] ratings = scores.clone();
        try (Calibrator overflowing = Calibrator.plain(weights)) {
            PersonState nothing = overflowing.state(List.of());
            assertThatThrownBy(() -> overflowing.expect(List.<double[][]>of(new double[][] {scores}), nothing, new float[0]))
                    .isInstanceOf(IllegalStateException.class);
            PersonSums sums = PersonSums.like(nothing);
            PersonState one = overflowing.state(List.of(new Annotated(new double[][] {scores}, ratings)));
            assertThatThrownBy(() -> sums.add(one)).isInstanceOf(IllegalArgumentException.class);
            assertThat(sums).hasToString("0 annotations");
        }
    }
}
