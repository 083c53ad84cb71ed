package circumplex.personalizer.calibration.closedform;

import circumplex.personalizer.calibration.map.LeaveOneOut;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.TrainingRows;
import circumplex.personalizer.calibration.map.UserState;
import circumplex.personalizer.statistics.SymmetricMatrix;
import java.util.stream.IntStream;

/** Fits what {@link ClosedForm} knows of people in general, around a map that is fitted: moments, and what answers say of a person. */
final class PeopleFit {

    /** People who would say that no answer matters, for each person who answered. */
    private static final double QUESTIONNAIRE_RIDGE = 4;

    /** Share of an estimated covariance of two values that is kept. */
    private static final double KEPT = 0.5;

    private static final double LEAST_VARIANCE = 1e-3;
    private static final double LEAST_SLOPE = 0.02;

    private final NetworkShape shape;
    private final TrainingRows rows;
    private final Parts parts;
    private final int outputs;
    private final int values;

    PeopleFit(NetworkShape shape, TrainingRows rows, Parts parts) {
        this.shape = shape;
        this.rows = rows;
        this.parts = parts;
        outputs = shape.outputs();
        values = shape.values();
    }

    /** Moments: what two posts of one person have in common is the person's, the rest of the variance is not. */
    void fit() {
        ClosedForm map = new ClosedForm(shape, parts.joined(), LeaveOneOut.none());
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
            parts.of("ordinal.gain")[v] = (float) (1 / Math.max(LEAST_SLOPE, slopes[v]));
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
        float[] weight = parts.of("questionnaire.weight");
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
        parts.of("shrinkage.log")[0] = shrinkage(shared, rest, values);
        parts.of("shrinkage.log")[1] = shrinkage(shared, rest, 2 * values);
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
        float[] part = parts.of(name);
        for (int i = 0; i < part.length; i++) {
            part[i] = (float) matrix[i / outputs][i % outputs];
        }
    }
}
