package circumplex.personalizer.calibration.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.calibration.Query;
import circumplex.personalizer.calibration.RandomModels;
import circumplex.personalizer.calibration.SmallTable;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import circumplex.personalizer.calibration.map.Features;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.Targets;
import circumplex.personalizer.calibration.map.LeaveOneOut;
import circumplex.personalizer.calibration.map.UserState;
import circumplex.personalizer.calibration.training.CalibratorTraining;
import circumplex.personalizer.calibration.training.Refit;
import circumplex.personalizer.calibration.training.TrainingSpec;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.data.BadRowException;
import circumplex.personalizer.data.TableBuilder;
import circumplex.personalizer.statistics.Correlation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The closed form, and refitting, which both do their sums in plain Java. */
final class ClosedFormTest {

    private static final int EACH = 8;
    private static final AnnotationTable TABLE = SmallTable.of(150, 200, EACH, 1);
    private static final int[] TRAIN = IntStream.range(0, 120 * EACH).toArray();
    private static final int[] TEST = IntStream.range(120 * EACH, 150 * EACH).toArray();

    private static Torch torch;
    private static CalibratorWeights weights;

    @BeforeAll
    static void train() throws InterruptedException, EngineUnavailable {
        torch = Torch.start();
        weights = new CalibratorTraining(torch, TABLE, List.of("toy"), TrainingSpec.DEFAULT.withKind(TrainingSpec.Kind.bayes))
                .train(TRAIN, 1, (done, all, loss) -> {});
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    private static double within(AnnotationTable table, CalibratorWeights judged, int known) {
        List<Query> queries = Arrays.stream(TEST)
                .mapToObj(row -> new Query(
                        row,
                        Arrays.stream(table.rowsOfPerson(table.person(row))).filter(other -> other != row).limit(known).toArray()))
                .toList();
        try (Calibrator calibrator = new Calibrator(judged, torch)) {
            List<Prediction> predictions = calibrator.predict(table, queries);
            return IntStream.range(0, queries.size())
                    .mapToDouble(i -> Correlation.spearman(table.ratings(queries.get(i).row()), predictions.get(i).order()))
                    .average()
                    .orElseThrow();
        }
    }

    @Test
    void itLearnsWhatPostsHaveAndThenWhatAPersonSees() {
        double raw = Arrays.stream(TEST)
                .mapToDouble(row -> Correlation.spearman(TABLE.ratings(row), TABLE.scores(0, row)))
                .average()
                .orElseThrow();
        double mapped = within(TABLE, weights, 0);
        assertThat(mapped).isGreaterThan(raw + 0.05);
        assertThat(within(TABLE, weights, 2)).isGreaterThan(mapped);
        assertThat(within(TABLE, weights, 7)).isGreaterThan(mapped + 0.02);
    }

    @Test
    void withNothingKnownTheAnswerIsTheMapToTheBit() {
        ClosedForm form = new ClosedForm(weights.shape(0), weights.nets().get(0), LeaveOneOut.none());
        float[] input = weights.features().of(Features.scores(TABLE, new int[] {0}, 3));
        float[] answer = form.personal(input, List.of(new UserState(weights.shape())), new float[weights.shape().questions()]).outputs();
        assertThat(answer).containsExactly(form.population(input, 0));
    }

    /** One annotation that is far off moves the answer, and ten alike move it further, but never further than they are. */
    @Test
    void thePosteriorGoesFromThePriorTowardsTheResiduals() {
        ClosedForm form = new ClosedForm(weights.shape(0), weights.nets().get(0), LeaveOneOut.none());
        float[] input = weights.features().of(Features.scores(TABLE, new int[] {0}, 3));
        double[] ratings = TABLE.ratings(3);
        ratings[4] = 6;
        Targets targets = Targets.of(ratings, weights.levelScales());
        UserState.Element element = form.elements(input, List.of(targets)).get(0);
        double nothing = level(form, input, element, 0);
        double one = level(form, input, element, 1);
        double ten = level(form, input, element, 10);
        double asRated = 6 / weights.levelScales()[4];
        assertThat(one).isBetween(nothing, asRated);
        assertThat(ten).isBetween(one, asRated);
        assertThat(ten - nothing).isGreaterThan(one - nothing);
    }

    /** Whoever says now this and now that is answered by so much of what is known of them as the guard believes. */
    @Test
    void whoContradictsThemselvesIsBelievedLess() {
        LeaveOneOut guard = LeaveOneOut.guard();
        ClosedForm guarded = new ClosedForm(weights.shape(0), weights.nets().get(0), guard);
        float[] input = weights.features().of(Features.scores(TABLE, new int[] {0}, 3));
        UserState state = new UserState(weights.shape());
        float[] ratings = new float[weights.shape().outputs()];
        Arrays.fill(ratings, 1);
        for (int i = 0; i < 40; i++) {
            float[] residuals = new float[ratings.length];
            Arrays.fill(residuals, i % 2 == 0 ? 0.6f : -0.4f);
            state.add(new UserState.Element(new float[NetworkShape.ELEMENT], residuals, ratings));
        }
        float[] nobody = guarded.above(input, new UserState(weights.shape()), new float[weights.shape().questions()], 1);
        double trust = guard.trust(state);
        assertThat(trust).isBetween(0.1, 0.9);
        float[] believed = new ClosedForm(weights.shape(0), weights.nets().get(0), LeaveOneOut.none())
                .above(input, state, new float[weights.shape().questions()], 1);
        float[] served = guarded.above(input, state, new float[weights.shape().questions()], 1);
        for (int share = 0; share < served.length; share++) {
            assertThat(logit(served[share]) - logit(nobody[share])).isCloseTo(trust * (logit(believed[share]) - logit(nobody[share])), offset(1e-3));
        }
    }

    private static double logit(float share) {
        return Math.log(share / (1 - share));
    }

    private static double level(ClosedForm form, float[] input, UserState.Element element, int times) {
        UserState state = new UserState(weights.shape());
        for (int i = 0; i < times; i++) {
            state.add(element);
        }
        return form.personal(input, List.of(state), new float[weights.shape().questions()]).outputs()[2 * 19 + 4];
    }

    @Test
    void aFolderGivesItBack() {
        CalibratorWeights read = CalibratorFolder.weights(RandomModels.model(torch, weights));
        assertThat(read.shape()).isEqualTo(weights.shape());
        assertThat(read.guarded()).isTrue();
        assertThat(CalibratorFolder.weights(RandomModels.model(torch, weights.unguarded())).guarded()).isFalse();
        assertThat(read.nets().get(0)).containsExactly(weights.nets().get(0));
    }

    @Test
    void networksAndAClosedFormAreAveraged() throws InterruptedException {
        TrainingSpec quick = new TrainingSpec(
                2, 0, 25, 3e-3, 0.1, 0.1, 0.35, 0.15, 0.2, 0.1, 0.15, 0.3, 0.5, 1, TrainingSpec.Kind.both);
        CalibratorWeights both =
                new CalibratorTraining(torch, TABLE, List.of("toy"), quick).train(TRAIN, 1, (done, all, loss) -> {});
        assertThat(both.nets()).hasSize(2);
        assertThat(both.nets().get(1)).containsExactly(weights.nets().get(0));
        CalibratorWeights read = CalibratorFolder.weights(RandomModels.model(torch, both));
        assertThat(within(TABLE, read, 7)).isEqualTo(within(TABLE, both, 7));
    }

    /** The tenant's people mean by each value what the others mean by the next. */
    @Test
    void aTenantsMapIsFittedToItsOwnAnnotations() {
        AnnotationTable tenant = turned(TABLE);
        CalibratorWeights refitted = new Refit(torch, weights).on(tenant, TRAIN);
        assertThat(within(tenant, refitted, 0)).isGreaterThan(within(tenant, weights, 0) + 0.05);
        assertThat(within(TABLE, new Refit(torch, weights).on(TABLE, TRAIN), 0))
                .as("where people are the same nothing is lost")
                .isGreaterThan(within(TABLE, weights, 0) - 0.01);
        assertThatThrownBy(() -> new Refit(torch, weights).requireEnough(SmallTable.of(10, 20, 4, 1)))
                .hasMessageContaining("a refit needs 500 annotations");
    }

    private static AnnotationTable turned(AnnotationTable table) {
        TableBuilder turned = new TableBuilder(table.set(), table.scorers(), table.questions(), false, table.rows());
        for (int row = 0; row < table.rows(); row++) {
            byte[] ratings = new byte[table.set().size()];
            float[] scores = new float[ratings.length];
            for (int v = 0; v < ratings.length; v++) {
                ratings[v] = (byte) table.rating(row, (v + 1) % ratings.length);
                scores[v] = table.score(0, row, v);
            }
            int person = table.person(row);
            float[] answers = {table.answer(person, 0), table.answer(person, 1), table.answer(person, 2)};
            try {
                turned.add(
                        table.people().get(person),
                        table.posts().get(table.post(row)),
                        ratings,
                        new float[][] {scores},
                        new float[0],
                        answers);
            } catch (BadRowException e) {
                throw new IllegalStateException(e);
            }
        }
        return turned.build();
    }
}
