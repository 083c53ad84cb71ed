package circumplex.classifier.embedded.training;

import java.util.Arrays;
import java.util.Random;

/**
 * Rows that tell labels apart, by logistic regression on all values at once: stochastic gradient descent with the step size of Bottou (2012),
 * quadratic penalty, and both classes of a value weighing the same.
 *
 * <p>With {@code ratios} a row's part in a value is multiplied by its naive Bayes log-count ratio (Wang and Manning, ACL 2012): what decides
 * is then shared between how often an n-gram goes with the value and how well it separates.
 */
final class RowTraining {

    private static final int EPOCHS = 12;
    private static final double STEP = 0.5;
    private static final double STEP_WITH_RATIOS = 0.1;
    private static final double BIAS_STEP = 0.1;

    private final Examples examples;
    private final int tableRows;
    private final int values;

    RowTraining(Examples examples, int tableRows) {
        this.examples = examples;
        this.tableRows = tableRows;
        this.values = examples.values();
    }

    /**
     * @param chosen the examples to learn from
     * @param strength of the data against the penalty: the penalty is 1 / (strength · examples)
     * @return one number a row and value
     */
    float[] fit(int[] chosen, double strength, boolean ratios, long seed) {
        float[] factor = ratios ? ratios(chosen) : new float[0];
        float[] table = new float[tableRows * values];
        double[] bias = new double[values];
        double[][] classWeight = classWeights(chosen);
        double penalty = 1 / (strength * chosen.length);
        double first = ratios ? STEP_WITH_RATIOS : STEP;
        int[] order = chosen.clone();
        Random random = new Random(seed);
        float[] said = new float[values];
        double shrunk = 1;
        long step = 0;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            shuffle(order, random);
            for (int i : order) {
                double rate = first / (1 + first * penalty * step++);
                say(i, table, factor, said);
                shrunk *= 1 - rate * penalty;
                for (int v = 0; v < values; v++) {
                    boolean labelled = examples.labelled(i, v);
                    // The old penalty factor belongs to what was said before this step.
                    double margin = said[v] * shrunk / (1 - rate * penalty) + bias[v];
                    double gradient = (1 / (1 + Math.exp(-margin)) - (labelled ? 1 : 0)) * classWeight[v][labelled ? 1 : 0];
                    bias[v] -= BIAS_STEP * rate * gradient;
                    said[v] = (float) (rate * gradient / shrunk);
                }
                subtract(i, table, factor, said);
                if (shrunk < 1e-3) {
                    multiply(table, shrunk);
                    shrunk = 1;
                }
            }
        }
        multiply(table, shrunk);
        for (int i = 0; i < factor.length; i++) {
            table[i] *= factor[i];
        }
        return table;
    }

    private void say(int i, float[] table, float[] factor, float[] said) {
        Arrays.fill(said, 0);
        int[] rows = examples.rows(i);
        float[] weights = examples.weights(i);
        for (int k = 0; k < rows.length; k++) {
            int from = rows[k] * values;
            float weight = weights[k];
            if (factor.length == 0) {
                for (int v = 0; v < values; v++) {
                    said[v] += weight * table[from + v];
                }
            } else {
                for (int v = 0; v < values; v++) {
                    said[v] += weight * table[from + v] * factor[from + v];
                }
            }
        }
    }

    private void subtract(int i, float[] table, float[] factor, float[] change) {
        int[] rows = examples.rows(i);
        float[] weights = examples.weights(i);
        for (int k = 0; k < rows.length; k++) {
            int from = rows[k] * values;
            float weight = weights[k];
            if (factor.length == 0) {
                for (int v = 0; v < values; v++) {
                    table[from + v] -= weight * change[v];
                }
            } else {
                for (int v = 0; v < values; v++) {
                    table[from + v] -= weight * change[v] * factor[from + v];
                }
            }
        }
    }

    private double[][] classWeights(int[] chosen) {
        double[][] weights = new double[values][2];
        for (int v = 0; v < values; v++) {
            int labelled = 0;
            for (int i : chosen) {
                labelled += examples.labelled(i, v) ? 1 : 0;
            }
            weights[v][0] = chosen.length / (2.0 * Math.max(1, chosen.length - labelled));
            weights[v][1] = chosen.length / (2.0 * Math.max(1, labelled));
        }
        return weights;
    }

    private float[] ratios(int[] chosen) {
        float[] with = new float[tableRows * values];
        float[] without = new float[tableRows * values];
        for (int i : chosen) {
            for (int row : examples.rows(i)) {
                for (int v = 0; v < values; v++) {
                    (examples.labelled(i, v) ? with : without)[row * values + v]++;
                }
            }
        }
        double[] sumWith = new double[values];
        double[] sumWithout = new double[values];
        for (int i = 0; i < with.length; i++) {
            sumWith[i % values] += with[i] + 1;
            sumWithout[i % values] += without[i] + 1;
        }
        float[] ratios = new float[with.length];
        for (int i = 0; i < ratios.length; i++) {
            double share = (with[i] + 1) / sumWith[i % values];
            ratios[i] = (float) Math.log(share * sumWithout[i % values] / (without[i] + 1));
        }
        return ratios;
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    private static void multiply(float[] table, double by) {
        for (int i = 0; i < table.length; i++) {
            table[i] *= (float) by;
        }
    }
}
