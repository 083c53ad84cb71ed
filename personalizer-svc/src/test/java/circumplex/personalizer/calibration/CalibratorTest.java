package circumplex.personalizer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.model.folder.Model;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import circumplex.personalizer.calibration.map.Features;
import circumplex.personalizer.calibration.map.PersonalMap;
import circumplex.personalizer.calibration.map.Targets;
import circumplex.personalizer.calibration.map.LeaveOneOut;
import circumplex.personalizer.calibration.map.UserState;
import circumplex.personalizer.calibration.network.TrainedNetwork;
import circumplex.personalizer.calibration.training.CalibratorTraining;
import circumplex.personalizer.calibration.training.TrainingSpec;
import circumplex.personalizer.calibration.training.TrainingState;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Correlation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CalibratorTest {

    private static final int EACH = 8;
    private static final AnnotationTable TABLE = SmallTable.of(60, 90, EACH, 1);
    private static final int[] TRAIN = IntStream.range(0, 50 * EACH).toArray();
    private static final TrainingSpec SPEC = new TrainingSpec(25, 0, 25, 3e-3, 0.1, 0.1, 0.35, 0.15, 0.2, 0.1, 0.15, 0.3, 0.5, 2, TrainingSpec.Kind.network);

    private static Torch torch;
    private static CalibratorWeights weights;
    private static Calibrator calibrator;

    @BeforeAll
    static void train() throws InterruptedException, EngineUnavailable {
        torch = Torch.start();
        weights = new CalibratorTraining(torch, TABLE, List.of("toy"), SPEC).train(TRAIN, 1, (done, all, loss) -> {});
        calibrator = new Calibrator(weights, torch);
    }

    @AfterAll
    static void close() {
        calibrator.close();
        assertThat(torch.liveArrays()).isZero();
        torch.close();
    }

    private static List<Query> queries(int known) {
        List<Query> queries = new ArrayList<>();
        for (int row = TRAIN.length; row < TABLE.rows(); row++) {
            int own = row;
            int[] support = Arrays.stream(TABLE.rowsOfPerson(TABLE.person(row))).filter(other -> other != own).limit(known).toArray();
            queries.add(new Query(row, support));
        }
        return queries;
    }

    private static double within(AnnotationTable table, List<Query> queries, List<Prediction> predictions) {
        return IntStream.range(0, queries.size())
                .mapToDouble(i -> Correlation.spearman(table.ratings(queries.get(i).row()), predictions.get(i).order()))
                .average()
                .orElseThrow();
    }

    @Test
    void itLearnsWhatPostsHaveAndThenWhatAPersonSees() {
        double raw = TABLE.rows() == 0 ? 0 : queries(0).stream()
                .mapToDouble(query -> Correlation.spearman(TABLE.ratings(query.row()), TABLE.scores(0, query.row())))
                .average()
                .orElseThrow();
        double mapped = within(TABLE, queries(0), calibrator.predict(TABLE, queries(0)));
        double personal = within(TABLE, queries(7), calibrator.predict(TABLE, queries(7)));
        assertThat(mapped).isGreaterThan(raw + 0.05);
        assertThat(personal).isGreaterThan(mapped + 0.02);
    }

    @Test
    void withNothingKnownTheAnswerIsThePopulationMapToTheBit() {
        TrainedNetwork network = new TrainedNetwork(torch, weights.shape(), weights.nets().get(0), LeaveOneOut.none());
        try (network) {
            int count = 40;
            float[] inputs = new float[count * weights.shape().inputs()];
            Features features = weights.features();
            for (int i = 0; i < count; i++) {
                float[] one = features.of(Features.scores(TABLE, new int[] {0}, i));
                System.arraycopy(one, 0, inputs, i * one.length, one.length);
            }
            List<UserState> states = IntStream.range(0, count).mapToObj(i -> new UserState(weights.shape())).toList();
            PersonalMap.Outputs personal = network.personal(inputs, states, new float[count * weights.shape().questions()]);
            PersonalMap.Outputs population = network.population(inputs, count);
            assertThat(personal.outputs()).containsExactly(population.outputs());
            assertThat(personal.above()).containsExactly(population.above());
        }
    }

    @Test
    void oneSeedGivesTheSameWeightsAndAnotherOthers() throws InterruptedException {
        CalibratorTraining training = new CalibratorTraining(torch, TABLE, List.of("toy"), SPEC);
        List<float[]> again = training.train(TRAIN, 1, (done, all, loss) -> {}).nets();
        assertThat(again.get(0)).containsExactly(weights.nets().get(0));
        assertThat(again.get(1)).containsExactly(weights.nets().get(1));
        assertThat(again.get(0)).isNotEqualTo(again.get(1));
    }

    /** The engine follows one gradient at a time. */
    @Test
    void networksThatTrainSideBySideAreThoseThatTrainOneByOne() throws InterruptedException, EngineUnavailable {
        TrainingSpec four = new TrainingSpec(
                12, 0, 10, 3e-3, 0.1, 0.1, 0.35, 0.15, 0.2, 0.1, 0.15, 0.3, 0.5, 4, TrainingSpec.Kind.network);
        List<float[]> sideBySide;
        List<float[]> oneByOne;
        try (Torch wide = Torch.start(4); Torch narrow = Torch.start(1)) {
            sideBySide = new CalibratorTraining(wide, TABLE, List.of("toy"), four).train(TRAIN, 3, (done, all, loss) -> {}).nets();
            oneByOne = new CalibratorTraining(narrow, TABLE, List.of("toy"), four).train(TRAIN, 3, (done, all, loss) -> {}).nets();
        }
        for (int net = 0; net < 4; net++) {
            assertThat(sideBySide.get(net)).as("network %d", net).containsExactly(oneByOne.get(net));
        }
    }

    @Test
    void aStoppedRunGoesOnAsIfItHadNeverStopped(@TempDir Path folder) throws InterruptedException, IOException {
        CalibratorTraining training = new CalibratorTraining(torch, TABLE, List.of("toy"), SPEC);
        TrainingState state = TrainingState.in(folder, Duration.ZERO);
        assertThatThrownBy(() -> training.train(TRAIN, 1, state, (done, all, loss) -> {
                    if (done > all / 3) {
                        throw new IllegalStateException("pulled the plug");
                    }
                }))
                .hasMessage("pulled the plug");
        assertThat(folder).isNotEmptyDirectory();
        List<Integer> steps = new ArrayList<>();
        List<float[]> nets = training.train(TRAIN, 1, state, (done, all, loss) -> steps.add(done)).nets();
        assertThat(steps.get(0) + steps.get(1)).as("did not begin again").isGreaterThan(1);
        assertThat(nets.get(0)).containsExactly(weights.nets().get(0));
        assertThat(nets.get(1)).containsExactly(weights.nets().get(1));
    }

    @Test
    void onesAnnotationsChangeNoBitOfAnothersScores() {
        int b = 55 * EACH;
        Query asked = new Query(b, new int[] {b + 1, b + 2});
        Prediction before = calibrator.predict(TABLE, List.of(new Query(51 * EACH, new int[0]), asked)).get(1);
        Prediction after = calibrator
                .predict(TABLE, List.of(new Query(51 * EACH, new int[] {51 * EACH + 1, 51 * EACH + 2}), asked))
                .get(1);
        assertThat(after.mean()).containsExactly(before.mean());
        assertThat(after.order()).containsExactly(before.order());
    }

    @Test
    void theRatingsThatAreAskedForAreNeverLookedAt() {
        int asked = 57 * EACH + 3;
        AnnotationTable other = SmallTable.of(60, 90, EACH, 1, asked, 3);
        assertThat(other.ratings(asked)).isNotEqualTo(TABLE.ratings(asked));
        Query query = new Query(asked, new int[] {57 * EACH, 57 * EACH + 1});
        assertThat(calibrator.predict(other, List.of(query)).get(0).mean())
                .containsExactly(calibrator.predict(TABLE, List.of(query)).get(0).mean());
        assertThatThrownBy(() -> new Query(asked, new int[] {asked})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void distributionsAreDistributions() {
        for (Prediction prediction : calibrator.predict(TABLE, queries(3))) {
            for (int v = 0; v < prediction.mean().length; v++) {
                assertThat(prediction.mean()[v]).isBetween(0.0, 6.0);
                double last = 1;
                for (double above : prediction.above()[v]) {
                    assertThat(above).isBetween(0.0, last);
                    last = above;
                }
                assertThat(prediction.quantile(v, 0.1)).isLessThanOrEqualTo(prediction.quantile(v, 0.9));
            }
        }
    }

    @Test
    void placesAmongTwoRatedValuesSayNothing() {
        double[] two = new double[19];
        Arrays.fill(two, Double.NaN);
        two[3] = 5;
        two[8] = 0;
        Targets targets = Targets.of(two, weights.levelScales());
        assertThat(targets.ranked()).isFalse();
        assertThat(targets.present(3)).isEqualTo(1);
        assertThat(targets.rated()[0]).isZero();
        two[9] = 1;
        assertThat(Targets.of(two, weights.levelScales()).ranked()).isTrue();
    }

    @Test
    void aFolderGivesBackTheSameCalibrator() {
        Model model = RandomModels.model(torch, weights);
        CalibratorWeights read = CalibratorFolder.weights(model);
        try (Calibrator again = new Calibrator(read, torch)) {
            List<Prediction> expected = calibrator.predict(TABLE, queries(2));
            List<Prediction> found = again.predict(TABLE, queries(2));
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i).order()).containsExactly(expected.get(i).order());
            }
        }
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() {
        float[] broken = weights.nets().get(0).clone();
        broken[100] = Float.NaN;
        assertThatThrownBy(() -> new CalibratorWeights(
                        weights.set(), weights.scorers(), weights.shape(), weights.featureMeans(), weights.featureScales(),
                        weights.levelScales(), weights.answerMeans(), weights.answerScales(), weights.residualCovariance(),
                        true, List.of(broken)))
                .hasMessageContaining("not all finite");
    }

    @Test
    void whatIsServedIsWhatWasJudged() {
        int asked = 57 * EACH + 3;
        int[] known = {57 * EACH, 57 * EACH + 1};
        List<Annotated> annotated = Arrays.stream(known)
                .mapToObj(row -> new Annotated(Features.scores(TABLE, new int[] {0}, row), TABLE.ratings(row)))
                .toList();
        float[] answered = new float[TABLE.questions()];
        for (int q = 0; q < answered.length; q++) {
            answered[q] = TABLE.answer(57, q);
        }
        List<double[][]> posts = List.of(new double[1][19], Features.scores(TABLE, new int[] {0}, asked));
        ExpectedRatings served = calibrator.expect(posts, calibrator.state(annotated), answered).get(1);
        Prediction judged = calibrator.predict(TABLE, List.of(new Query(asked, known))).get(0);
        assertThat(served.mean()).containsExactly(judged.mean());
        for (int v = 0; v < 19; v++) {
            assertThat(served.above()[v]).containsExactly(judged.above()[v]);
            assertThat(served.error()[v]).isPositive();
        }
        assertThat(calibrator.state(annotated).ratings(3)).isEqualTo(2);
    }

    @Test
    void whatIsKnownMakesTheMeanSurer() {
        double[][] post = Features.scores(TABLE, new int[] {0}, 0);
        Annotated one = new Annotated(post, TABLE.ratings(0));
        double[] nothing = calibrator.expect(List.<double[][]>of(post), calibrator.state(List.of()), new float[0]).get(0).error();
        double[] ten = calibrator.expect(List.<double[][]>of(post), calibrator.state(Collections.nCopies(10, one)), new float[0]).get(0).error();
        double spread = Arrays.stream(nothing).sum();
        assertThat(Arrays.stream(ten).sum()).isLessThan(spread);
    }
}
