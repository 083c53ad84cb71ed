package circumplex.personalizer.calibration.closedform;

import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.Targets;
import circumplex.personalizer.calibration.map.TrainingRows;
import circumplex.personalizer.statistics.SymmetricMatrix;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fits the map of {@link ClosedForm}, which is the same for everybody: ridge regressions, one slope and six thresholds a value. */
final class MapFit {

    /** Rows that would say that no feature matters: features of a post are alike, and a table may be small. */
    private static final double RIDGE = 2000;

    /** As {@link #RIDGE}, where a value has no other feature than its own scores. */
    private static final double OWN_RIDGE = 20;

    /** The least that a level rises with an own score, per SD; with a slope of the odds as small it is far below what can be told. */
    private static final double LEAST_RISE = 0.01;

    private static final int DESCENT_STEPS = 50;
    private static final int NEWTON_STEPS = 25;

    /** Keeps a constant that nothing tells finite. */
    private static final double LEAST_CONSTANT = 1e-3;

    private final NetworkShape shape;
    private final TrainingRows rows;
    private final boolean monotone;
    private final Parts parts;
    private final int inputs;
    private final int outputs;
    private final int values;

    MapFit(NetworkShape shape, TrainingRows rows, boolean monotone, Parts parts) {
        this.shape = shape;
        this.rows = rows;
        this.monotone = monotone;
        this.parts = parts;
        inputs = shape.inputs();
        outputs = shape.outputs();
        values = shape.values();
    }

    /** What is regressed on the features; null where a row has nothing to say. */
    private interface Wanted {
        float @Nullable [] of(Targets targets);
    }

    void fit() {
        fitLinear(0, targets -> targets.ranked() ? targets.ranks() : null);
        fitLinear(2, Targets::levels);
        fitOrdinal();
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
            float[] weight = parts.of("map.weight");
            for (int f = 0; f < inputs; f++) {
                weight[f * outputs + head * values + value] = (float) solved[f];
            }
            parts.of("map.bias")[head * values + value] = (float) solved[inputs];
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
                double best = rest / (products[a][a] + (constant ? LEAST_CONSTANT : OWN_RIDGE));
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
        sums[inputs][inputs] += LEAST_CONSTANT;
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
        float[] weight = parts.of("map.weight");
        float[] bias = parts.of("map.bias");
        float[] thresholds = parts.of("ordinal.thresholds");
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
        float[] weight = parts.of("map.weight");
        double level = parts.of("map.bias")[2 * values + value];
        for (int f = 0; f < inputs; f++) {
            level += features[f] * weight[f * outputs + 2 * values + value];
        }
        return level;
    }
}
