package circumplex.personalizer.calibration;

import circumplex.personalizer.calibration.map.NetworkShape;
import java.util.List;
import java.util.stream.IntStream;

/** From what the networks say of P(rating &gt; c) to expected ratings and how far they may be off. */
final class ServedMeans {

    private final int values;

    /** For each value the residual variance of the mean of as many ratings as there are. */
    private final double[] unknown;

    /** For each network how much it counts. */
    private final double[] parts;

    /** @param trust how far the ratings are believed: so much of each counts */
    ServedMeans(CalibratorWeights weights, PersonState state, double trust) {
        values = weights.shape().values();
        parts = IntStream.range(0, weights.nets().size()).mapToDouble(weights::share).toArray();
        double shrinkage = shrinkage(weights);
        unknown = new double[values];
        for (int v = 0; v < values; v++) {
            double variance = weights.residualCovariance()[v * values + v];
            unknown[v] = Math.max(0, variance) / (trust * state.ratings(v) + shrinkage);
        }
    }

    /** @param above by network, what it says of all posts */
    ExpectedRatings of(List<float[]> above, int post) {
        double[] mean = new double[values];
        double[] error = new double[values];
        double[][] shares = new double[values][NetworkShape.THRESHOLDS];
        for (int v = 0; v < values; v++) {
            int at = (post * values + v) * NetworkShape.THRESHOLDS;
            double share = 1;
            for (int c = 0; c < NetworkShape.THRESHOLDS; c++) {
                double sum = 0;
                for (int net = 0; net < parts.length; net++) {
                    sum += parts[net] * above.get(net)[at + c];
                }
                // Thresholds are learnt one by one; a larger rating is never more likely than a smaller one.
                share = share < sum ? share : sum;
                shares[v][c] = share;
                mean[v] += share;
            }
            error[v] = Math.sqrt(spread(above, at) + unknown[v]);
            if (!Double.isFinite(mean[v]) || !Double.isFinite(error[v])) {
                throw new IllegalStateException("a network answered with a number that is not finite");
            }
        }
        return new ExpectedRatings(mean, shares, error);
    }

    /** Variance of the networks' expected ratings. */
    private static double spread(List<float[]> above, int at) {
        int nets = above.size();
        if (nets < 2) {
            return 0;
        }
        double sum = 0;
        double squares = 0;
        for (float[] net : above) {
            double mean = 0;
            for (int c = 0; c < NetworkShape.THRESHOLDS; c++) {
                mean += net[at + c];
            }
            sum += mean;
            squares += mean * mean;
        }
        return Math.max(0, (squares - sum * sum / nets) / (nets - 1));
    }

    /** λ of the direct term, which is what n competes with; the mean of the networks'. */
    private static double shrinkage(CalibratorWeights weights) {
        return IntStream.range(0, weights.nets().size())
                .mapToDouble(net -> Math.exp(weights.nets().get(net)[weights.shape(net).offset("shrinkage.log") + 1]))
                .average()
                .orElseThrow();
    }
}
