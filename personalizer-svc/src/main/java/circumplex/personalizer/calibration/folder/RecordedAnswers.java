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
        Questions questions = new Questions(shape, scores, ratings);
        return Safetensors.write(Tensors.of(Map.of(
                "scores", Tensor.of(scores, POSTS, shape.scorers(), values),
                "ratings", Tensor.of(ratings, ANNOTATIONS, values),
                "population", Tensor.of(questions.ask(calibrator, 0), POSTS, values),
                "personal", Tensor.of(questions.ask(calibrator, ANNOTATIONS), POSTS, values))));
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
                recorded.require("ratings", Dtype.F32, ANNOTATIONS, values).floats());
        compare(recorded.require("population", Dtype.F32, POSTS, values).floats(), questions.ask(calibrator, 0));
        compare(recorded.require("personal", Dtype.F32, POSTS, values).floats(), questions.ask(calibrator, ANNOTATIONS));
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
    private record Questions(NetworkShape shape, float[] scores, float[] ratings) {

        /** Means of all posts for a person who annotated the first {@code known} of them. */
        float[] ask(Calibrator calibrator, int known) {
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
            List<Annotated> annotations = new ArrayList<>();
            for (int i = 0; i < known; i++) {
                double[] rated = new double[values];
                for (int v = 0; v < values; v++) {
                    rated[v] = ratings[i * values + v];
                }
                annotations.add(new Annotated(posts.get(i), rated));
            }
            float[] means = new float[POSTS * values];
            List<ExpectedRatings> answers = calibrator.expect(posts, calibrator.state(annotations), new float[0]);
            for (int post = 0; post < POSTS; post++) {
                for (int v = 0; v < values; v++) {
                    means[post * values + v] = (float) answers.get(post).mean()[v];
                }
            }
            return means;
        }
    }
}
