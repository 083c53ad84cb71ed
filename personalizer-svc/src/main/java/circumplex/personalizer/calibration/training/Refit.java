package circumplex.personalizer.calibration.training;

import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.map.Features;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.PersonalMap;
import circumplex.personalizer.calibration.map.Targets;
import circumplex.personalizer.calibration.map.TrainingRows;
import circumplex.personalizer.calibration.map.UserState;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.SymmetricMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits the population map of a calibrator anew to a tenant's own annotations: adds a linear function of the features to the map's outputs,
 * by ridge regression of what the map leaves over. The ridge pulls it to nothing, that is to the base; few annotations change little. How a
 * calibrator becomes personal stays as it was.
 */
public final class Refit {

    /** Fewer annotations say less than the base model knows. */
    static final int MIN_ANNOTATIONS = 500;

    /** Annotations that would say that no feature needs another weight than in the base. */
    private static final double RIDGE = 2000;

    /** The same of the constant of a value, which is easier to tell. */
    private static final double BIAS_RIDGE = 50;

    private static final int NEWTON_STEPS = 3;

    private final Torch torch;
    private final CalibratorWeights base;

    public Refit(Torch torch, CalibratorWeights base) {
        this.torch = torch;
        this.base = base;
    }

    /** @throws IllegalArgumentException if there are fewer than {@value #MIN_ANNOTATIONS} annotations with scores of the base's scorers */
    public void requireEnough(AnnotationTable table) {
        int[] scorers = base.scorers().stream().mapToInt(table::scorer).toArray();
        long scored = IntStream.range(0, table.rows()).filter(row -> TrainingRows.scored(table, scorers, row)).count();
        if (scored < MIN_ANNOTATIONS) {
            throw new IllegalArgumentException(
                    "a refit needs " + MIN_ANNOTATIONS + " annotations with scores of " + base.scorers() + ", there are " + scored);
        }
    }

    /** @param rows what may be learnt from; in an evaluation these are fewer than in the end */
    public CalibratorWeights on(AnnotationTable table, int[] rows) {
        int[] scorers = base.scorers().stream().mapToInt(table::scorer).toArray();
        int[] scored = Arrays.stream(rows).filter(row -> TrainingRows.scored(table, scorers, row)).toArray();
        Features features = base.features();
        float[][] inputs = new float[scored.length][];
        List<Targets> targets = new ArrayList<>();
        for (int i = 0; i < scored.length; i++) {
            inputs[i] = features.of(Features.scores(table, scorers, scored[i]));
            targets.add(Targets.of(table.ratings(scored[i]), base.levelScales()));
        }
        List<float[]> members = new ArrayList<>();
        for (int member = 0; member < base.nets().size(); member++) {
            members.add(new Member(member, inputs, targets).refitted());
        }
        CalibratorWeights refitted = base.withNets(members);
        return refitted.withResidualCovariance(CalibratorTraining.residuals(torch, refitted, table, scored));
    }

    /** One of the networks, or the closed form, that are averaged. */
    private final class Member {
        private final NetworkShape shape;
        private final float[] parameters;
        private final float[][] inputs;
        private final List<Targets> targets;
        private final float[] outputs;
        private final int size;

        Member(int member, float[][] inputs, List<Targets> targets) {
            shape = base.shape(member);
            parameters = base.nets().get(member).clone();
            this.inputs = inputs;
            this.targets = targets;
            size = shape.inputs();
            float[] joined = new float[inputs.length * size];
            for (int i = 0; i < inputs.length; i++) {
                System.arraycopy(inputs[i], 0, joined, i * size, size);
            }
            List<UserState> nobody = Collections.nCopies(inputs.length, new UserState(shape));
            try (PersonalMap map = Calibrator.member(base, member, torch)) {
                outputs = map.personal(joined, nobody, new float[inputs.length * shape.questions()]).outputs();
            }
        }

        float[] refitted() {
            for (int v = 0; v < shape.values(); v++) {
                add(v, linear(v, 0));
                add(shape.values() + v, ordinal(v));
                add(2 * shape.values() + v, linear(v, 2));
            }
            return parameters;
        }

        /** Ridge of ranks (head 0) or levels (head 2) about the base's outputs. */
        private double[] linear(int value, int head) {
            Normal normal = new Normal(size);
            for (int i = 0; i < inputs.length; i++) {
                Targets target = targets.get(i);
                if (target.rated()[value] > 0 && (head == 2 || target.ranked())) {
                    float wanted = head == 0 ? target.ranks()[value] : target.levels()[value];
                    normal.add(inputs[i], 1, wanted - outputs[i * shape.outputs() + head * shape.values() + value]);
                }
            }
            return normal.solve(new double[size + 1]);
        }

        /** The same of the logits of P(y > c), by Newton's method. */
        private double[] ordinal(int value) {
            double[] correction = new double[size + 1];
            int thresholds = shape.offset("ordinal.thresholds") + value * NetworkShape.THRESHOLDS;
            for (int step = 0; step < NEWTON_STEPS; step++) {
                Normal normal = new Normal(size);
                for (int i = 0; i < inputs.length; i++) {
                    Targets target = targets.get(i);
                    if (target.rated()[value] == 0) {
                        continue;
                    }
                    double logit = outputs[i * shape.outputs() + shape.values() + value] + correction[size];
                    for (int f = 0; f < size; f++) {
                        logit += correction[f] * inputs[i][f];
                    }
                    double error = 0;
                    double spread = 0;
                    for (int c = 0; c < NetworkShape.THRESHOLDS; c++) {
                        double above = 1 / (1 + Math.exp(parameters[thresholds + c] - logit));
                        error += target.above()[value * NetworkShape.THRESHOLDS + c] - above;
                        spread += above * (1 - above);
                    }
                    normal.add(inputs[i], spread, error);
                }
                double[] move = normal.solve(correction);
                for (int f = 0; f <= size; f++) {
                    correction[f] += move[f];
                }
            }
            return correction;
        }

        /** A network has a linear way past its hidden layers, the closed form is nothing else. */
        private void add(int output, double[] more) {
            boolean closed = shape.architecture() == NetworkShape.Architecture.CLOSED_FORM;
            int weight = shape.offset(closed ? "map.weight" : "skip.weight");
            int bias = shape.offset(closed ? "map.bias" : "head.bias");
            for (int f = 0; f < size; f++) {
                parameters[weight + f * shape.outputs() + output] += (float) more[f];
            }
            parameters[bias + output] += (float) more[size];
        }
    }

    /** Normal equations of a ridge regression with a constant. */
    private static final class Normal {
        private final double[][] left;
        private final double[] right;

        Normal(int size) {
            left = new double[size + 1][size + 1];
            right = new double[size + 1];
        }

        /** @param error times the weight already */
        void add(float[] features, double weight, double error) {
            int size = features.length;
            for (int f = 0; f <= size; f++) {
                double feature = f < size ? features[f] : 1;
                right[f] += error * feature;
                for (int g = 0; g <= f; g++) {
                    left[f][g] += weight * feature * (g < size ? features[g] : 1);
                }
            }
        }

        /** @param at where the correction stands: the ridge pulls it back from there */
        double[] solve(double[] at) {
            int size = right.length - 1;
            for (int f = 0; f <= size; f++) {
                double ridge = f < size ? RIDGE : BIAS_RIDGE;
                left[f][f] += ridge;
                right[f] -= ridge * at[f];
                for (int g = 0; g < f; g++) {
                    left[g][f] = left[f][g];
                }
            }
            return new SymmetricMatrix(left).solve(right);
        }
    }
}
