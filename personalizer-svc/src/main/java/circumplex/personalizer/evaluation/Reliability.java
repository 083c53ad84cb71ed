package circumplex.personalizer.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Whether P(rating &gt; 0) is a probability: predicted against observed shares in ten bins of equal width. */
final class Reliability {

    private static final int BINS = 10;

    private final double[] predicted = new double[BINS];
    private final long[] observed = new long[BINS];
    private final long[] counts = new long[BINS];

    void add(double probability, boolean happened) {
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        predicted[bin] += probability;
        observed[bin] += happened ? 1 : 0;
        counts[bin]++;
    }

    /** Expected calibration error: the distance of predicted from observed, averaged over ratings. */
    double error() {
        double sum = 0;
        long count = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(predicted[bin] - observed[bin]);
            count += counts[bin];
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** For each bin that has ratings: mean prediction, observed share, share of all ratings. */
    double[][] points() {
        long all = Arrays.stream(counts).sum();
        return IntStream.range(0, BINS)
                .filter(bin -> counts[bin] > 0)
                .mapToObj(bin -> new double[] {
                    predicted[bin] / counts[bin], observed[bin] / (double) counts[bin], counts[bin] / (double) all
                })
                .toArray(double[][]::new);
    }
}
