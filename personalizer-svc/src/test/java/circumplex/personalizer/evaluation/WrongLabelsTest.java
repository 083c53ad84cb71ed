package circumplex.personalizer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.SmallTable;
import circumplex.personalizer.calibration.training.CalibratorTraining;
import circumplex.personalizer.calibration.training.TrainingSpec;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.evaluation.WrongLabels.Cost;
import circumplex.personalizer.evaluation.WrongLabels.Turned;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What wrong labels cost with and without guards, small: the closed form, on a table that can be learnt. */
final class WrongLabelsTest {

    private static final long SEED = 5;
    private static final int EACH = 12;
    private static final int LEARNT = 120;
    private static final AnnotationTable TABLE = SmallTable.of(160, 90, EACH, SEED);
    private static final int[] ASKED = IntStream.range(LEARNT * EACH, TABLE.rows()).toArray();

    private static Torch torch;
    private static Calibrator plain;
    private static Calibrator served;
    private static List<Cost> costs;

    @BeforeAll
    static void train() throws InterruptedException, EngineUnavailable {
        torch = Torch.start();
        TrainingSpec spec = TrainingSpec.DEFAULT.withKind(TrainingSpec.Kind.bayes);
        CalibratorWeights weights = new CalibratorTraining(torch, TABLE, List.of("toy"), spec)
                .train(IntStream.range(0, LEARNT * EACH).toArray(), SEED, (done, all, loss) -> {});
        plain = new Calibrator(weights.unguarded(), torch);
        served = new Calibrator(weights, torch);
        costs = costs();
    }

    @AfterAll
    static void close() {
        plain.close();
        served.close();
        torch.close();
    }

    @Test
    void aTenthOfWrongLabelsCostsLittle() {
        assertThat(costs).filteredOn(cost -> cost.guard() == Guard.NONE || cost.guard() == Guard.SERVED).hasSize(10).allSatisfy(cost -> {
            assertThat(cost.right().figure()).as("%s", cost).isGreaterThan(cost.nothing());
            assertThat(cost.cost().mean()).as("%s", cost).isLessThanOrEqualTo(0.05);
        });
    }

    @Test
    void guardsActFromFiveAnnotationsOn() {
        assertThat(costs).extracting(Cost::guard, Cost::k).contains(tuple(Guard.SOFT, 5)).doesNotContain(tuple(Guard.SOFT, 2));
        assertThat(costs)
                .filteredOn(cost -> cost.guard() == Guard.SERVED)
                .anySatisfy(cost -> assertThat(cost.right().figure()).isNotEqualTo(cost.unguarded().figure()));
    }

    @Test
    void asManyLabelsAreWrongAsWereAskedFor() {
        for (Turned turned : Turned.values()) {
            AnnotationTable wrong = WrongLabels.turn(TABLE, turned, 0.1, SEED);
            int differs = 0;
            int ratings = 0;
            for (int row = 0; row < TABLE.rows(); row++) {
                for (int v = 0; v < TABLE.set().size(); v++) {
                    // A rating of 3 turned round is 3.
                    ratings += TABLE.rating(row, v) == 3 ? 0 : 1;
                    differs += TABLE.rating(row, v) == wrong.rating(row, v) ? 0 : 1;
                }
            }
            assertThat(differs / (double) ratings).as("%s", turned).isBetween(0.07, 0.13);
        }
    }

    private static List<Cost> costs() {
        WrongLabels labels = new WrongLabels(TABLE, 0.1, new Protocol(SEED, 2, 1));
        labels.ask(plain, served, ASKED);
        return labels.costs();
    }
}
