package circumplex.personalizer.evaluation;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Correlation;
import circumplex.personalizer.statistics.StableHash;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Feed τ of one person: Kendall's τ-b between the order of the person's posts by the person's own ratings and by the predicted
 * means, both weighted with the same random weights on some of the values; the mean over weightings in which the person's own
 * order says anything. A prediction that is the same for all posts orders nothing and counts as 0.
 */
final class FeedOrder {

    /** Fewer posts than this are no feed. */
    static final int MIN_POSTS = 5;

    private static final int WEIGHTINGS = 60;

    private final AnnotationTable table;
    private final long seed;

    FeedOrder(AnnotationTable table, long seed) {
        this.table = table;
        this.seed = seed;
    }

    /**
     * @param rows posts of one person, all rated in full
     * @param predicted for each of them the numbers that take the place of the ratings
     * @param active how many values have a weight that is not 0, the weights being uniform in [-1, 1]
     * @return NaN if the person's own order says nothing in any weighting
     */
    double tau(int[] rows, double[][] predicted, int active) {
        int values = table.set().size();
        SplittableRandom random =
                new SplittableRandom(StableHash.of(seed, "weights", table.people().get(table.person(rows[0])), "of " + active));
        double[][] ratings = Arrays.stream(rows).mapToObj(table::ratings).toArray(double[][]::new);
        double[] rated = new double[rows.length];
        double[] expected = new double[rows.length];
        double sum = 0;
        int defined = 0;
        for (int weighting = 0; weighting < WEIGHTINGS; weighting++) {
            double[] weights = weights(values, active, random);
            for (int i = 0; i < rows.length; i++) {
                rated[i] = dot(weights, ratings[i]);
                expected[i] = dot(weights, predicted[i]);
            }
            if (differ(rated)) {
                double tau = Correlation.kendallTauB(rated, expected);
                sum += Double.isNaN(tau) ? 0 : tau;
                defined++;
            }
        }
        return defined == 0 ? Double.NaN : sum / defined;
    }

    private static boolean differ(double[] numbers) {
        boolean differ = false;
        for (double number : numbers) {
            differ |= number != numbers[0];
        }
        return differ;
    }

    private static double[] weights(int values, int active, SplittableRandom random) {
        int[] order = new int[values];
        Arrays.setAll(order, v -> v);
        double[] weights = new double[values];
        for (int i = 0; i < active; i++) {
            int j = i + random.nextInt(values - i);
            int chosen = order[j];
            order[j] = order[i];
            order[i] = chosen;
            weights[chosen] = 2 * random.nextDouble() - 1;
        }
        return weights;
    }

    private static double dot(double[] weights, double[] vector) {
        double sum = 0;
        for (int v = 0; v < weights.length; v++) {
            sum += weights[v] == 0 ? 0 : weights[v] * vector[v];
        }
        return sum;
    }
}
