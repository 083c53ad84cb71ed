package circumplex.personalizer.calibration.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.Annotated;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.ExpectedRatings;
import circumplex.personalizer.calibration.PersonState;
import circumplex.personalizer.calibration.RandomModels;
import circumplex.personalizer.calibration.map.LeaveOneOut;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.UserState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The networks in plain Java against the same networks on the engine. */
final class PlainNetworkTest {

    private static final CalibratorWeights WEIGHTS = RandomModels.weights(List.of("one", "two"), 3, 2, 5);
    private static final float[] ANSWERED = {1, 6, 4};

    private static Torch torch;
    private static Calibrator engine;
    private static Calibrator plain;

    @BeforeAll
    static void load() throws EngineUnavailable {
        torch = Torch.start();
        engine = new Calibrator(WEIGHTS, torch);
        plain = Calibrator.plain(WEIGHTS);
    }

    @AfterAll
    static void close() {
        engine.close();
        assertThat(torch.liveArrays()).isZero();
        torch.close();
    }

    private static List<double[][]> posts(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[][]> posts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[][] post = new double[2][19];
            for (double[] scores : post) {
                Arrays.setAll(scores, v -> random.nextInt(3) > 0 ? 0 : 6 * random.nextDouble());
            }
            posts.add(post);
        }
        return posts;
    }

    private static List<Annotated> annotations(int count) {
        SplittableRandom random = new SplittableRandom(11);
        List<Annotated> annotations = new ArrayList<>();
        for (double[][] post : posts(count, 12)) {
            double[] ratings = new double[19];
            int rated = annotations.size() % 3 == 0 ? 2 : 19;
            Arrays.setAll(ratings, v -> v >= rated ? Double.NaN : random.nextInt(3) > 0 ? 0 : random.nextInt(7));
            annotations.add(new Annotated(post, ratings));
        }
        return annotations;
    }

    @Test
    void itAnswersAsTheEngineDoes() {
        List<double[][]> posts = posts(130, 1);
        for (int known : new int[] {0, 1, 9}) {
            for (float[] answered : new float[][] {{}, ANSWERED}) {
                List<ExpectedRatings> expected = engine.expect(posts, engine.state(annotations(known)), answered);
                List<ExpectedRatings> found = plain.expect(posts, plain.state(annotations(known)), answered);
                for (int i = 0; i < posts.size(); i++) {
                    for (int v = 0; v < 19; v++) {
                        assertThat(found.get(i).mean()[v]).isCloseTo(expected.get(i).mean()[v], within(2e-5));
                        assertThat(found.get(i).error()[v]).isCloseTo(expected.get(i).error()[v], within(2e-5));
                    }
                }
            }
        }
    }

    /** Whatever the ways of a person into the network weigh, they are shut while nothing is known. */
    @Test
    void withNothingKnownTheAnswerIsThePopulationMapToTheBit() {
        NetworkShape shape = WEIGHTS.shape();
        List<float[]> others = new ArrayList<>();
        for (float[] net : WEIGHTS.nets()) {
            float[] other = net.clone();
            for (String part : List.of("user.weight", "film.weight", "shift.weight", "direct.gain", "questionnaire.weight")) {
                other[shape.offset(part)] += 3;
                other[shape.offset(part) + 1] -= 2;
            }
            others.add(other);
        }
        CalibratorWeights changed = WEIGHTS.withNets(others);
        List<double[][]> posts = posts(40, 2);
        for (boolean onEngine : new boolean[] {true, false}) {
            try (Calibrator one = onEngine ? new Calibrator(WEIGHTS, torch) : Calibrator.plain(WEIGHTS);
                    Calibrator other = onEngine ? new Calibrator(changed, torch) : Calibrator.plain(changed)) {
                List<ExpectedRatings> expected = one.expect(posts, one.state(List.of()), new float[0]);
                List<ExpectedRatings> found = other.expect(posts, other.state(List.of()), new float[0]);
                boolean alike = true;
                List<ExpectedRatings> known = other.expect(posts, other.state(annotations(4)), new float[0]);
                for (int i = 0; i < posts.size(); i++) {
                    assertThat(found.get(i).mean()).containsExactly(expected.get(i).mean());
                    alike &= Arrays.equals(known.get(i).mean(), expected.get(i).mean());
                }
                assertThat(alike).isFalse();
            }
        }
    }

    @Test
    void aPostIsAnsweredAloneAsAmongOthers() {
        List<double[][]> posts = posts(77, 3);
        PersonState state = plain.state(annotations(3));
        List<ExpectedRatings> together = plain.expect(posts, state, ANSWERED);
        for (int i : new int[] {0, 40, 76}) {
            assertThat(plain.expect(posts.subList(i, i + 1), state, ANSWERED).get(0).mean()).containsExactly(together.get(i).mean());
        }
    }

    /** There is no one number that the questionnaire lets expect of all posts; when annotations are not believed, what it says stays. */
    @Test
    void whoIsNotBelievedIsAnsweredAsByTheQuestionnaireAlone() {
        NetworkShape shape = WEIGHTS.shape();
        PlainNetwork network = new PlainNetwork(shape, WEIGHTS.nets().get(0), LeaveOneOut.guard());
        UserState nobody = new UserState(shape);
        UserState turns = new UserState(shape);
        float[] ones = new float[shape.outputs()];
        Arrays.fill(ones, 1);
        for (int i = 0; i < 12; i++) {
            float[] code = new float[NetworkShape.ELEMENT];
            float[] residuals = new float[shape.outputs()];
            Arrays.fill(code, 1);
            Arrays.fill(residuals, i % 2 == 0 ? 0.5f : -0.4f);
            turns.add(new UserState.Element(code, residuals, ones));
        }
        SplittableRandom random = new SplittableRandom(4);
        float[] features = new float[2 * shape.inputs()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        float[] answers = {1, -1, 0.5f};
        assertThat(network.trust(turns, answers)).isZero();
        float[] asked = network.above(features, nobody, answers, 2);
        float[] notAsked = network.above(features, nobody, new float[3], 2);
        assertThat(network.above(features, turns, answers, 2)).containsExactly(asked).isNotEqualTo(notAsked);

        float[] with = network.personal(features, List.of(nobody, nobody), new float[] {1, -1, 0.5f, 1, -1, 0.5f}).outputs();
        float[] without = network.personal(features, List.of(nobody, nobody), new float[6]).outputs();
        int second = shape.outputs();
        for (int o = 0; o < second; o++) {
            assertThat(with[second + o] - without[second + o]).as("output %s", o).isNotCloseTo(with[o] - without[o], within(1e-5f));
        }
    }

    @Test
    void geluIsXTimesTheNormalDistribution() {
        // Φ(1) and Φ(−2) from tables of the normal distribution.
        assertThat(Gelu.of(1)).isCloseTo(0.8413447f, within(2e-6f));
        assertThat(Gelu.of(-2)).isCloseTo(-2 * 0.0227501f, within(2e-6f));
        assertThat(Gelu.of(0)).isZero();
        assertThat(Gelu.of(9)).isEqualTo(9);
        assertThat(Gelu.of(-9)).isZero();
        assertThat(Gelu.of(Float.NaN)).isNaN();
        assertThat(Gelu.of(Float.NEGATIVE_INFINITY)).isZero();
    }
}
