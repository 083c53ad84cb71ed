package circumplex.personalizer.calibration.folder;

import circumplex.model.BadModel;
import circumplex.model.folder.Model;
import circumplex.model.tensor.Dtype;
import circumplex.model.tensor.Safetensors;
import circumplex.model.tensor.Tensor;
import circumplex.model.tensor.Tensors;
import circumplex.personalizer.calibration.Annotated;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.ExpectedRatings;
import circumplex.personalizer.calibration.map.NetworkShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a calibrator answered when it was published, to questions that are kept beside the answers. Whoever loads it asks them again: an
 * engine or a machine that computes something else is found out before it serves.
 */
public final class RecordedAnswers {

    /** The file in the folder of a model. */
    static final String FILE = "recorded.safetensors";

    /** Engines and machines differ in the last bits of a float; ratings go from 0 to 6. */
    static final double TOLERANCE = 1e-3;

    private static final int POSTS = 48;
    private static final int ANNOTATIONS = 6;
    private static final int MOST_AGREEMENT = 7;
    private static final long SEED = 20_240_607;

    private RecordedAnswers() {}

    /** The file for a calibrator that is about to be published. */
    public static byte[] record(Calibrator calibrator) {
        NetworkShape shape = calibrator.weights().shape();
        SplittableRandom random = new SplittableRandom(SEED);
        int values = shape.values();
        float[] scores = new float[POSTS * shape.scorers() * values];
        for (int i = 0; i < scores.length; i++) {
            // Most values are absent from most posts, as in life.
            scores[i] = random.nextInt(3) > 0 ? 0 : (float) (6 * random.nextDouble());
        }
        float[] ratings = new float[ANNOTATIONS * values];
        for (int i = 0; i < ratings.length; i++) {
            ratings[i] = random.nextInt(4) > 0 ? 0 : random.nextInt(7);
        }
        float[] answers = new float[shape.questions()];
        for (int q = 0; q < answers.length; q++) {
            answers[q] = 1 + random.nextInt(MOST_AGREEMENT);
        }
        Questions questions = new Questions(shape, scores, ratings, answers);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("scores", Tensor.of(scores, POSTS, shape.scorers(), values));
        tensors.put("ratings", Tensor.of(ratings, ANNOTATIONS, values));
        if (answers.length > 0) {
            tensors.put("answers", Tensor.of(answers, answers.length));
        }
        for (Asking asking : Asking.of(shape)) {
            tensors.put(asking.name(), Tensor.of(questions.ask(calibrator, asking), POSTS, values));
        }
        return Safetensors.write(Tensors.of(tensors));
    }

    /** @throws BadModel if there are none, or the calibrator answers otherwise */
    public static void check(Model model, Calibrator calibrator) {
        if (!model.files().contains(FILE)) {
            throw new BadModel("the calibrator has no recorded answers: it was published by an older trainer");
        }
        NetworkShape shape = calibrator.weights().shape();
        int values = shape.values();
        Tensors recorded = Safetensors.read(model.file(FILE));
        Questions questions = new Questions(
                shape,
                recorded.require("scores", Dtype.F32, POSTS, shape.scorers(), values).floats(),
                recorded.require("ratings", Dtype.F32, ANNOTATIONS, values).floats(),
                shape.questions() == 0 ? new float[0] : recorded.require("answers", Dtype.F32, shape.questions()).floats());
        for (Asking asking : Asking.of(shape)) {
            compare(recorded.require(asking.name(), Dtype.F32, POSTS, values).floats(), questions.ask(calibrator, asking));
        }
    }

    /** Of whom is asked. The names are those of the tensors with the answers. */
    private enum Asking {
        /** Nobody. */
        population,
        /** Somebody who annotated whole posts. */
        personal,
        /** Somebody who rated some values of each of those posts. */
        partial,
        /** Somebody who only answered the questionnaire. */
        asked;

        static List<Asking> of(NetworkShape shape) {
            return shape.questions() == 0 ? List.of(population, personal, partial) : List.of(values());
        }

        boolean knows() {
            return this == personal || this == partial;
        }

        boolean rates(int annotation, int value) {
            return this == personal || (annotation + value) % 3 == 0;
        }
    }

    private static void compare(float[] recorded, float[] answered) {
        for (int i = 0; i < recorded.length; i++) {
            if (!(Math.abs(recorded[i] - answered[i]) <= TOLERANCE)) {
                throw new BadModel("the calibrator does not answer here as it did when it was published");
            }
        }
    }

    /** @param scores post after post, scorer after scorer */
    @SuppressWarnings("ArrayRecordComponent")
    private record Questions(NetworkShape shape, float[] scores, float[] ratings, float[] answers) {

        /** Means of all posts. */
        float[] ask(Calibrator calibrator, Asking asking) {
            int values = shape.values();
            List<double[][]> posts = new ArrayList<>();
            for (int post = 0; post < POSTS; post++) {
                double[][] byScorer = new double[shape.scorers()][values];
                for (int s = 0; s < shape.scorers(); s++) {
                    for (int v = 0; v < values; v++) {
                        byScorer[s][v] = scores[(post * shape.scorers() + s) * values + v];
                    }
                }
                posts.add(byScorer);
            }
            float[] given = asking == Asking.asked ? answers : new float[0];
            List<ExpectedRatings> expected = calibrator.expect(posts, calibrator.state(known(posts, asking)), given);
            float[] means = new float[POSTS * values];
            for (int post = 0; post < POSTS; post++) {
                for (int v = 0; v < values; v++) {
                    means[post * values + v] = (float) expected.get(post).mean()[v];
                }
            }
            return means;
        }

        private List<Annotated> known(List<double[][]> posts, Asking asking) {
            List<Annotated> known = new ArrayList<>();
            for (int i = 0; i < ANNOTATIONS && asking.knows(); i++) {
                double[] rated = new double[shape.values()];
                for (int v = 0; v < rated.length; v++) {
                    rated[v] = asking.rates(i, v) ? ratings[i * rated.length + v] : Double.NaN;
                }
                known.add(new Annotated(posts.get(i), rated));
            }
            return known;
        }
    }
}
