package circumplex.personalizer.calibration.closedform;

import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.Targets;
import circumplex.personalizer.calibration.map.TrainingRows;
import circumplex.personalizer.calibration.map.UserState;
import circumplex.personalizer.statistics.SymmetricMatrix;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fits the parameters of {@link ClosedForm}: ridge regressions, one slope and six thresholds a value, and moments over people. */
public final class ClosedFormTraining {

    /** Rows that would say that no feature matters: features of a post are alike, and a table may be small. */
    private static final double RIDGE = 2000;

    /** People who would say that no answer matters, for each person who answered. */
    private static final double QUESTIONNAIRE_RIDGE = 4;

    /** Share of an estimated covariance of two values that is kept. */
    private static final double KEPT = 0.5;

    /** As {@link #RIDGE}, where a value has no other feature than its own scores. */
    private static final double OWN_RIDGE = 20;

    /** The least that a level rises with an own score, per SD; with a slope of the odds as small it is far below what can be told. */
    private static final double LEAST_RISE = 0.01;

    private static final int DESCENT_STEPS = 50;
    private static final int NEWTON_STEPS = 25;
    private static final double LEAST_VARIANCE = 1e-3;
    private static final double LEAST_SLOPE = 0.02;

    private final NetworkShape shape;
    private final TrainingRows rows;
    private final boolean monotone;
    private final int inputs;
    private final int outputs;
    private final int values;
    private final Map<String, float[]> parts = new LinkedHashMap<>();

    /** @param monotone whether the map of a value rises with the value's own scores and reads nothing else */
    public ClosedFormTraining(NetworkShape shape, TrainingRows rows, boolean monotone) {
        this.shape = shape;
        this.rows = rows;
        this.monotone = monotone;
        inputs = shape.inputs();
        outputs = shape.outputs();
        values = shape.values();
        shape.sections().forEach(section -> parts.put(section.name(), new float[section.size()]));
    }

    public float[] parameters() {
        fitLinear(0, targets -> targets.ranked() ? targets.ranks() : null);
        fitLinear(2, Targets::levels);
        fitOrdinal();
        fitPeople();
        return joined();
    }

    /** What is regressed on the features; null where a row has nothing to say. */
    private interface Wanted {
        float @Nullable [] of(Targets targets);
    }

    private void fitLinear(int head, Wanted wanted) {
        for (int v = 0; v < values; v++) {
            int value = v;
            boolean[] used = new boolean[rows.targets.length];
            for (int i = 0; i < used.length; i++) {
                used[i] = rows.targets[i].rated()[value] > 0 && wanted.of(rows.targets[i]) != null;
            }
            double[] right = new double[inputs + 1];
            for (int i = 0; i < used.length; i++) {
                float[] target = wanted.of(rows.targets[i]);
                if (used[i] && target != null) {
                    addTo(right, rows.inputs[i], target[value]);
                }
            }
            double[] solved = monotone ? rising(value, used, right) : normal(used).solver().of(right);
            float[] weight = part("map.weight");
            for (int f = 0; f < inputs; f++) {
                weight[f * outputs + head * values + value] = (float) solved[f];
            }
            part("map.bias")[head * values + value] = (float) solved[inputs];
        }
    }

    /** Least squares on the value's own scores, one for each scorer, whose weights are not below {@link #LEAST_RISE}; by coordinate descent. */
    private double[] rising(int value, boolean[] used, double[] right) {
        int[] own = IntStream.range(0, shape.scorers()).map(scorer -> scorer * (inputs / shape.scorers()) + value).toArray();
        double[][] products = new double[own.length + 1][own.length + 1];
        for (int i = 0; i < used.length; i++) {
            for (int a = 0; a <= own.length && used[i]; a++) {
                for (int b = 0; b <= own.length; b++) {
                    products[a][b] += own(rows.inputs[i], own, a) * own(rows.inputs[i], own, b);
                }
            }
        }
        double[] weights = new double[own.length + 1];
        for (int step = 0; step < DESCENT_STEPS; step++) {
            for (int a = 0; a <= own.length; a++) {
                boolean constant = a == own.length;
                double rest = right[constant ? inputs : own[a]];
                for (int b = 0; b <= own.length; b++) {
                    rest -= a == b ? 0 : weights[b] * products[a][b];
                }
                double best = rest / (products[a][a] + (constant ? LEAST_VARIANCE : OWN_RIDGE));
                weights[a] = constant ? best : Math.max(LEAST_RISE, best);
            }
        }
        double[] solved = new double[inputs + 1];
        for (int a = 0; a < own.length; a++) {
            solved[own[a]] = weights[a];
        }
        solved[inputs] = weights[own.length];
        return solved;
    }

    private static double own(float[] features, int[] own, int at) {
        return at == own.length ? 1 : features[own[at]];
    }

    /** The normal equations' left side; nearly always the same for all values. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Normal(boolean[] used, SymmetricMatrix.Solver solver) {}

    private Normal last = new Normal(new boolean[0], new SymmetricMatrix(new double[][] {{1}}).solver());

    private Normal normal(boolean[] used) {
        if (Arrays.equals(used, last.used())) {
            return last;
        }
        double[][] sums = new double[inputs + 1][inputs + 1];
        for (int i = 0; i < used.length; i++) {
            if (used[i]) {
                for (int f = 0; f < inputs; f++) {
                    addTo(sums[f], rows.inputs[i], rows.inputs[i][f]);
                }
                addTo(sums[inputs], rows.inputs[i], 1);
            }
        }
        for (int f = 0; f < inputs; f++) {
            sums[f][f] += RIDGE;
        }
        sums[inputs][inputs] += LEAST_VARIANCE;
        last = new Normal(used, new SymmetricMatrix(sums).solver());
        return last;
    }

    private void addTo(double[] sums, float[] features, double times) {
        for (int f = 0; f < inputs && times != 0; f++) {
            sums[f] += times * features[f];
        }
        sums[inputs] += times;
    }

    /** P(y > c) = σ(b·level − θ_c) by Newton's method on the six thresholds and the slope b of each value. */
    private void fitOrdinal() {
        float[] weight = part("map.weight");
        float[] bias = part("map.bias");
        float[] thresholds = part("ordinal.thresholds");
        for (int v = 0; v < values; v++) {
            double[] fitted = ordinal(v);
            double slope = fitted[NetworkShape.THRESHOLDS];
            for (int f = 0; f < inputs; f++) {
                weight[f * outputs + values + v] = (float) (slope * weight[f * outputs + 2 * values + v]);
            }
            bias[values + v] = (float) (slope * bias[2 * values + v]);
            for (int c = 0; c < NetworkShape.THRESHOLDS; c++) {
                thresholds[v * NetworkShape.THRESHOLDS + c] = (float) fitted[c];
            }
        }
    }

    private double[] ordinal(int value) {
        int slope = NetworkShape.THRESHOLDS;
        double[] fitted = new double[slope + 1];
        for (int c = 0; c < slope; c++) {
            fitted[c] = 1 + 0.3 * c;
        }
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double[] gradient = new double[slope + 1];
            double[][] curvature = new double[slope + 1][slope + 1];
            for (int i = 0; i < rows.targets.length; i++) {
                if (rows.targets[i].rated()[value] == 0) {
                    continue;
                }
                double level = level(rows.inputs[i], value);
                for (int c = 0; c < slope; c++) {
                    double above = 1 / (1 + Math.exp(fitted[c] - fitted[slope] * level));
                    double error = rows.targets[i].above()[value * slope + c] - above;
                    double spread = above * (1 - above);
                    gradient[c] -= error;
                    gradient[slope] += error * level;
                    curvature[c][c] += spread;
                    curvature[c][slope] -= spread * level;
                    curvature[slope][c] -= spread * level;
                    curvature[slope][slope] += spread * level * level;
                }
            }
            for (int c = 0; c <= slope; c++) {
                // A prior as weak as one rating keeps what never occurs finite.
                gradient[c] -= fitted[c];
            }
            double[] move = new SymmetricMatrix(curvature).plusDiagonal(1).solve(gradient);
            double furthest = Arrays.stream(move).map(Math::abs).max().orElse(0);
            for (int c = 0; c <= slope; c++) {
                fitted[c] += furthest > 2 ? 2 * move[c] / furthest : move[c];
            }
            if (monotone) {
                fitted[slope] = Math.max(LEAST_RISE, fitted[slope]);
            }
            if (furthest < 1e-6) {
                break;
            }
        }
        return fitted;
    }

    private double level(float[] features, int value) {
        float[] weight = part("map.weight");
        double level = part("map.bias")[2 * values + value];
        for (int f = 0; f < inputs; f++) {
            level += features[f] * weight[f * outputs + 2 * values + value];
        }
        return level;
    }

    /** Moments: what two posts of one person have in common is the person's, the rest of the variance is not. */
    private void fitPeople() {
        ClosedForm map = new ClosedForm(shape, joined());
        float[][] residuals = new float[rows.inputs.length][];
        float[][] behind = new float[rows.inputs.length][];
        double[] slopes = new double[values];
        for (int i = 0; i < residuals.length; i++) {
            UserState.Element element = map.element(map.population(rows.inputs[i], 0), rows.targets[i]);
            residuals[i] = element.residuals();
            behind[i] = element.ratings();
            for (int v = 0; v < values; v++) {
                double present = rows.targets[i].present(v) - residuals[i][values + v];
                slopes[v] += present * (1 - present) / residuals.length;
            }
        }
        for (int v = 0; v < values; v++) {
            part("ordinal.gain")[v] = (float) (1 / Math.max(LEAST_SLOPE, slopes[v]));
        }
        fitQuestionnaire(residuals, behind);
        fitCovariances(residuals, behind);
    }

    private void fitQuestionnaire(float[][] residuals, float[][] behind) {
        int questions = shape.questions();
        int[] answered = IntStream.range(0, rows.people.length).filter(p -> rows.answers[p].length > 0).toArray();
        if (questions == 0 || answered.length == 0) {
            return;
        }
        double[][] sums = new double[questions][questions];
        double[][] right = new double[outputs][questions];
        for (int p : answered) {
            float[] z = rows.answers[p];
            double[] mean = mean(rows.people[p], residuals, behind);
            for (int q = 0; q < questions; q++) {
                for (int r = 0; r < questions; r++) {
                    sums[q][r] += z[q] * z[r];
                }
                for (int o = 0; o < outputs; o++) {
                    right[o][q] += z[q] * mean[o];
                }
            }
        }
        SymmetricMatrix.Solver solver =
                new SymmetricMatrix(sums).plusDiagonal(QUESTIONNAIRE_RIDGE * answered.length).solver();
        float[] weight = part("questionnaire.weight");
        for (int o = 0; o < outputs; o++) {
            double[] solved = solver.of(right[o]);
            for (int q = 0; q < questions; q++) {
                weight[q * outputs + o] = (float) solved[q];
            }
        }
        for (int p : answered) {
            for (int row : rows.people[p]) {
                for (int o = 0; o < outputs; o++) {
                    for (int q = 0; q < questions && behind[row][o] > 0; q++) {
                        residuals[row][o] -= rows.answers[p][q] * weight[q * outputs + o];
                    }
                }
            }
        }
    }

    private double[] mean(int[] own, float[][] residuals, float[][] behind) {
        double[] mean = new double[outputs];
        for (int o = 0; o < outputs; o++) {
            double sum = 0;
            double count = 0;
            for (int row : own) {
                sum += residuals[row][o];
                count += behind[row][o];
            }
            mean[o] = count == 0 ? 0 : sum / count;
        }
        return mean;
    }

    private void fitCovariances(float[][] residuals, float[][] behind) {
        double[][] within = new double[outputs][outputs];
        double[][] withinCount = new double[outputs][outputs];
        double[][] between = new double[outputs][outputs];
        double[][] betweenCount = new double[outputs][outputs];
        for (int[] own : rows.people) {
            double[] sums = new double[outputs];
            double[] counts = new double[outputs];
            double[][] same = new double[outputs][outputs];
            double[][] sameCount = new double[outputs][outputs];
            for (int row : own) {
                for (int i = 0; i < outputs; i++) {
                    sums[i] += residuals[row][i];
                    counts[i] += behind[row][i];
                    for (int j = 0; j < outputs; j++) {
                        same[i][j] += residuals[row][i] * residuals[row][j];
                        sameCount[i][j] += behind[row][i] * behind[row][j];
                    }
                }
            }
            // Each person counts by the number of posts, not of pairs: people with many would speak for all.
            double weight = 1.0 / Math.max(1, own.length - 1);
            for (int i = 0; i < outputs; i++) {
                for (int j = 0; j < outputs; j++) {
                    within[i][j] += same[i][j];
                    withinCount[i][j] += sameCount[i][j];
                    between[i][j] += weight * (sums[i] * sums[j] - same[i][j]);
                    betweenCount[i][j] += weight * (counts[i] * counts[j] - sameCount[i][j]);
                }
            }
        }
        double[][] people = quotient(between, betweenCount);
        double[][] rest = quotient(within, withinCount);
        double[][] shared = new SymmetricMatrix(people).withEigenvaluesFrom(0).rows();
        for (int i = 0; i < outputs; i++) {
            for (int j = 0; j < outputs; j++) {
                rest[i][j] -= shared[i][j];
            }
        }
        put("people.covariance", shared);
        put("rest.covariance", new SymmetricMatrix(rest).withEigenvaluesFrom(LEAST_VARIANCE).rows());
        part("shrinkage.log")[0] = shrinkage(shared, rest, values);
        part("shrinkage.log")[1] = shrinkage(shared, rest, 2 * values);
    }

    /** ln of how many ratings of one value weigh as much as the prior; the mean over values. */
    private float shrinkage(double[][] people, double[][] rest, int from) {
        double sum = 0;
        for (int o = from; o < from + values; o++) {
            sum += Math.log(Math.max(1, Math.min(100, Math.max(LEAST_VARIANCE, rest[o][o]) / Math.max(LEAST_VARIANCE, people[o][o]))));
        }
        return (float) (sum / values);
    }

    /** Covariances between values are pulled to 0: some hundred people do not tell them, and their errors would be believed. */
    private double[][] quotient(double[][] sums, double[][] counts) {
        double[][] means = new double[outputs][outputs];
        for (int i = 0; i < outputs; i++) {
            for (int j = 0; j < outputs; j++) {
                boolean sameHead = i / values == j / values;
                double kept = i == j ? 1 : sameHead ? KEPT : 0;
                means[i][j] = counts[i][j] > 0 ? kept * sums[i][j] / counts[i][j] : 0;
            }
        }
        return means;
    }

    private void put(String name, double[][] matrix) {
        float[] part = part(name);
        for (int i = 0; i < part.length; i++) {
            part[i] = (float) matrix[i / outputs][i % outputs];
        }
    }

    private float[] part(String name) {
        float[] part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("no part has the name " + name);
        }
        return part;
    }

    private float[] joined() {
        float[] parameters = new float[shape.parameters()];
        int at = 0;
        for (NetworkShape.Section section : shape.sections()) {
            System.arraycopy(part(section.name()), 0, parameters, at, section.size());
            at += section.size();
        }
        return parameters;
    }
}
