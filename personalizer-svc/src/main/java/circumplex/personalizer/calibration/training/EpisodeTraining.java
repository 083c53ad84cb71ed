package circumplex.personalizer.calibration.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.Targets;
import circumplex.personalizer.calibration.map.TrainingRows;
import circumplex.personalizer.calibration.network.CalibratorNetwork;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One step's people: every row of theirs is asked about, and for each of these queries a random part of the same person's other
 * rows is known. People with fewer rows than the largest are padded with rows of weight 0.
 */
final class EpisodeTraining {

    private final TrainingRows rows;
    private final TrainingSpec spec;
    private final NetworkShape shape;
    private final int[] people;
    private final int width;
    private final SplittableRandom random;
    private final float[] features;
    private final float[] inputDropout;
    private final float[] dropout1;
    private final float[] dropout2;
    private final float[] known;
    private final float[] answers;
    private final Columns asked;
    private final Columns seen;

    EpisodeTraining(TrainingRows rows, TrainingSpec spec, NetworkShape shape, int[] people, SplittableRandom random) {
        this.rows = rows;
        this.spec = spec;
        this.shape = shape;
        this.people = people;
        this.random = random;
        width = Arrays.stream(people).map(p -> rows.people[p].length).max().orElseThrow();
        int count = people.length * width;
        features = new float[count * shape.inputs()];
        known = new float[people.length * width * width];
        answers = new float[count * shape.questions()];
        asked = new Columns(count, shape.values());
        seen = new Columns(count, shape.values());
        for (int p = 0; p < people.length; p++) {
            draw(p);
        }
        inputDropout = dropout(count, shape.inputs(), spec.inputDropout());
        dropout1 = dropout(count, NetworkShape.HIDDEN, spec.dropout());
        dropout2 = dropout(count, NetworkShape.HIDDEN, spec.dropout());
    }

    private void draw(int p) {
        int[] own = rows.people[people[p]];
        double share = random.nextDouble() < spec.noSupport() ? 0 : random.nextDouble();
        boolean answered = random.nextDouble() >= spec.noAnswers();
        for (int i = 0; i < own.length; i++) {
            int at = p * width + i;
            System.arraycopy(rows.inputs[own[i]], 0, features, at * shape.inputs(), shape.inputs());
            asked.put(at, rows.targets[own[i]]);
            seen.put(at, seen(own[i]));
            for (int j = 0; j < own.length; j++) {
                boolean other = rows.posts[own[i]] != rows.posts[own[j]];
                known[at * width + j] = other && random.nextDouble() < share ? 1 : 0;
            }
            float[] answer = rows.answers[people[p]];
            if (answered && answer.length > 0) {
                System.arraycopy(answer, 0, answers, at * shape.questions(), answer.length);
            }
        }
    }

    /**
     * The tensors of a step.
     *
     * @param known [people, width, width]: 1 where the second row is known when the first is asked about
     */
    record Tensors(
            NDArray features,
            CalibratorNetwork.Dropout dropout,
            CalibratorNetwork.Observed observed,
            NDArray known,
            NDArray answers,
            NDArray ranks,
            NDArray ranked,
            NDArray above,
            NDArray levels,
            NDArray rated) {}

    int people() {
        return people.length;
    }

    int width() {
        return width;
    }

    Tensors tensors(NDManager manager) {
        int values = shape.values();
        int count = people.length * width;
        return new Tensors(
                CalibratorNetwork.matrix(manager, features, count, shape.inputs()),
                new CalibratorNetwork.Dropout(
                        CalibratorNetwork.matrix(manager, inputDropout, count, shape.inputs()),
                        CalibratorNetwork.matrix(manager, dropout1, count, NetworkShape.HIDDEN),
                        CalibratorNetwork.matrix(manager, dropout2, count, NetworkShape.HIDDEN)),
                seen.observed(manager),
                CalibratorNetwork.aligned(manager.create(known, new Shape(people.length, width, width))),
                shape.questions() == 0
                        ? manager.zeros(new Shape(count, 1))
                        : CalibratorNetwork.matrix(manager, answers, count, shape.questions()),
                asked.matrix(manager, asked.ranks),
                asked.matrix(manager, asked.ranked),
                CalibratorNetwork.aligned(manager.create(asked.above, new Shape(count, values, NetworkShape.THRESHOLDS))),
                asked.matrix(manager, asked.levels),
                asked.matrix(manager, asked.rated));
    }

    /** The row as an annotation that is known: now and then only some of its values. */
    private Targets seen(int row) {
        if (random.nextDouble() >= spec.partial()) {
            return rows.targets[row];
        }
        double share = random.nextDouble();
        double[] some = rows.ratings[row].clone();
        for (int v = 0; v < some.length; v++) {
            some[v] = random.nextDouble() < share ? some[v] : Double.NaN;
        }
        return Targets.of(some, rows.levelScales);
    }

    private float[] dropout(int count, int units, double share) {
        float[] mask = new float[count * units];
        float kept = (float) (1 / (1 - share));
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < share ? 0 : kept;
        }
        return mask;
    }

    /** Targets of many rows, one column after another. */
    private static final class Columns {
        final int count;
        final int values;
        final float[] ranks;
        final float[] ranked;
        final float[] above;
        final float[] levels;
        final float[] rated;
        final float[] present;

        Columns(int count, int values) {
            this.count = count;
            this.values = values;
            ranks = new float[count * values];
            ranked = new float[count * values];
            above = new float[count * values * NetworkShape.THRESHOLDS];
            levels = new float[count * values];
            rated = new float[count * values];
            present = new float[count * values];
        }

        void put(int at, Targets targets) {
            System.arraycopy(targets.ranks(), 0, ranks, at * values, values);
            System.arraycopy(targets.levels(), 0, levels, at * values, values);
            System.arraycopy(targets.rated(), 0, rated, at * values, values);
            System.arraycopy(targets.above(), 0, above, at * values * NetworkShape.THRESHOLDS, targets.above().length);
            for (int v = 0; v < values; v++) {
                present[at * values + v] = targets.present(v);
                ranked[at * values + v] = targets.ranked() ? targets.rated()[v] : 0;
            }
        }

        NDArray matrix(NDManager manager, float[] column) {
            return CalibratorNetwork.matrix(manager, column, count, values);
        }

        CalibratorNetwork.Observed observed(NDManager manager) {
            return new CalibratorNetwork.Observed(
                    matrix(manager, ranks),
                    matrix(manager, present),
                    matrix(manager, levels),
                    matrix(manager, rated),
                    matrix(manager, ranked));
        }
    }
}
