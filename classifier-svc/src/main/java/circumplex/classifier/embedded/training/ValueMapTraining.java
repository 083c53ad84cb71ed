package circumplex.classifier.embedded.training;

import circumplex.classifier.embedded.ValueMap;
import java.util.List;

/** Fits the {@link ValueMap} on what the network says of arguments that it has not seen. */
public final class ValueMapTraining {

    /**
     * Mean scores, 0 to 6, of posts in real feeds, in the order of schwartz-19: Jahanbakhsh et al., Value Alignment of Social Media Ranking
     * Algorithms, CHI 2026.
     */
    public static final List<Double> BASE_RATES = List.of(
            1.01, 1.03, .91, 1.39, .78, .55, .60, 1.00, .32, 1.06, 1.03, 1.00, .89, 1.55, 1.42, 1.59, 1.29, .70, 1.06);

    private static final double LEAST_SLOPE = 0.1;

    private ValueMapTraining() {}

    static ValueMap fit(float[][] said, boolean[][] labels) {
        int values = labels[0].length;
        float[] slope = new float[values];
        float[] shift = new float[values];
        for (int v = 0; v < values; v++) {
            float[] numbers = Figures.column(said, v);
            slope[v] = (float) Math.max(LEAST_SLOPE, slope(numbers, Figures.column(labels, v)));
            shift[v] = (float) shift(numbers, slope[v], BASE_RATES.get(v % BASE_RATES.size()) / 6);
        }
        return new ValueMap(slope, shift);
    }

    /** Of the logistic regression on one number (Platt, 1999), by Newton's method with a little penalty. */
    private static double slope(float[] numbers, boolean[] labelled) {
        double a = 0;
        double b = 0;
        for (int round = 0; round < 50; round++) {
            double ga = 1e-3 * a;
            double gb = 0;
            double haa = 1e-3;
            double hab = 0;
            double hbb = 1e-9;
            for (int i = 0; i < numbers.length; i++) {
                double p = 1 / (1 + Math.exp(-(a * numbers[i] + b)));
                double error = p - (labelled[i] ? 1 : 0);
                double weight = Math.max(1e-6, p * (1 - p));
                ga += error * numbers[i];
                gb += error;
                haa += weight * numbers[i] * numbers[i];
                hab += weight * numbers[i];
                hbb += weight;
            }
            double determinant = haa * hbb - hab * hab;
            a -= (hbb * ga - hab * gb) / determinant;
            b -= (haa * gb - hab * ga) / determinant;
        }
        return a;
    }

    /** Where the mean of σ(slope · x + shift) is {@code mean}; by halving, as the mean grows with the shift. */
    private static double shift(float[] numbers, double slope, double mean) {
        double low = -50;
        double high = 50;
        for (int round = 0; round < 60; round++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (float number : numbers) {
                sum += 1 / (1 + Math.exp(-(slope * number + middle)));
            }
            low = sum / numbers.length < mean ? middle : low;
            high = sum / numbers.length < mean ? high : middle;
        }
        return (low + high) / 2;
    }
}
