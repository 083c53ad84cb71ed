package circumplex.personalizer.calibration.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Trust out of sums is trust out of leaving every annotation out, one by one. */
final class LeaveOneOutTest {

    private static final double SHRINKAGE = 5;
    private static final NetworkShape SHAPE = new NetworkShape(19, 1, 0);
    private static final LeaveOneOut GUARD = LeaveOneOut.guard();

    @Test
    void itIsTheSlopeOverAnnotationsThatAreLeftOutOneByOne() {
        for (int trial = 0; trial < 200; trial++) {
            SplittableRandom random = new SplittableRandom(trial);
            double bias = trial % 4 * 0.1;
            List<UserState.Element> annotations = annotations(5 + random.nextInt(20), random, () -> bias + random.nextGaussian() / 2);
            assertThat(GUARD.trust(state(annotations))).as("seed %s", trial).isCloseTo(slope(annotations), within(1e-4));
        }
    }

    /** What the questionnaire lets expect is no news; who is as it says is believed no less for it. */
    @Test
    void itIsAboutWhatTheQuestionnaireDoesNotSay() {
        SplittableRandom random = new SplittableRandom(7);
        double[] prior = new double[SHAPE.outputs()];
        Arrays.setAll(prior, o -> random.nextGaussian() / 4);
        List<UserState.Element> annotations = annotations(20, random, () -> random.nextGaussian() / 2);
        UserState shifted = new UserState(SHAPE);
        for (UserState.Element one : annotations) {
            float[] residuals = one.residuals().clone();
            for (int o = 0; o < residuals.length; o++) {
                residuals[o] += (float) (one.ratings()[o] * prior[o]);
            }
            shifted.add(new UserState.Element(one.code(), residuals, one.ratings()));
        }
        assertThat(GUARD.trust(shifted, prior)).isCloseTo(GUARD.trust(state(annotations)), within(1e-4)).isLessThan(1);
    }

    @Test
    void whoIsAlwaysTheSameIsBelieved() {
        assertThat(GUARD.trust(state(annotations(12, new SplittableRandom(1), () -> 0.4)))).isEqualTo(1);
    }

    @Test
    void whoSaysTheOppositeEveryOtherTimeIsNotBelieved() {
        List<UserState.Element> turns = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            turns.add(annotation(i % 2 == 0 ? 0.5f : -0.4f));
        }
        assertThat(GUARD.trust(state(turns))).isZero();
    }

    @Test
    void fewerThanFiveAreUsedAsTheyAre() {
        List<UserState.Element> turns = List.of(annotation(1), annotation(-1), annotation(1), annotation(-1), annotation(1));
        assertThat(GUARD.trust(state(turns.subList(0, 4)))).isEqualTo(1);
        assertThat(GUARD.trust(state(turns))).isLessThan(1);
        assertThat(LeaveOneOut.none().trust(state(turns))).isEqualTo(1);
    }

    private static double slope(List<UserState.Element> annotations) {
        double products = 0;
        double squares = 0;
        for (int o = 19; o < 38; o++) {
            for (int i = 0; i < annotations.size(); i++) {
                UserState.Element one = annotations.get(i);
                double others = 0;
                int n = 0;
                for (int j = 0; j < annotations.size(); j++) {
                    others += j == i ? 0 : annotations.get(j).residuals()[o];
                    n += j == i ? 0 : (int) annotations.get(j).ratings()[o];
                }
                if (one.ratings()[o] > 0 && n > 0) {
                    double foretold = others / (n + SHRINKAGE);
                    products += foretold * one.residuals()[o];
                    squares += foretold * foretold;
                }
            }
        }
        double beforehand = 15 * squares / annotations.size();
        return Math.max(0, Math.min(1, (products + beforehand) / (squares + beforehand)));
    }

    /** Some values of each are unrated. */
    private static List<UserState.Element> annotations(int count, SplittableRandom random, DoubleSupplier residual) {
        List<UserState.Element> annotations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UserState.Element annotation = annotation(0);
            for (int o = 0; o < SHAPE.outputs(); o++) {
                annotation.ratings()[o] = random.nextInt(4) > 0 ? 1 : 0;
                annotation.residuals()[o] = annotation.ratings()[o] * (float) residual.getAsDouble();
            }
            annotations.add(annotation);
        }
        return annotations;
    }

    private static UserState.Element annotation(float residual) {
        float[] residuals = new float[SHAPE.outputs()];
        float[] ratings = new float[SHAPE.outputs()];
        Arrays.fill(residuals, residual);
        Arrays.fill(ratings, 1);
        return new UserState.Element(new float[NetworkShape.ELEMENT], residuals, ratings);
    }

    private static UserState state(List<UserState.Element> annotations) {
        UserState state = new UserState(SHAPE);
        annotations.forEach(state::add);
        return state;
    }
}
