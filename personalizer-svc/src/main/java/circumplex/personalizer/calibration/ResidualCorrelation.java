package circumplex.personalizer.calibration;

import java.util.ArrayList;
import java.util.List;

/** From covariances of residuals to a correlation matrix that is one. */
final class ResidualCorrelation {

    /** What rounding to floats may cost the smallest eigenvalue. */
    private static final double ROUNDING = 1e-5;

    private static final double STEP = 0.02;

    private ResidualCorrelation() {}

    /** @param covariance row after row */
    static List<Float> of(float[] covariance, int values) {
        double[][] raw = new double[values][values];
        for (int v = 0; v < values; v++) {
            for (int w = 0; w < values; w++) {
                double both = (covariance[v * values + w] + (double) covariance[w * values + v]) / 2;
                double scale = Math.sqrt(Math.max(0, covariance[v * values + v]) * Math.max(0, covariance[w * values + w]));
                raw[v][w] = v == w ? 1 : scale == 0 ? 0 : Math.max(-1, Math.min(1, both / scale));
            }
        }
        double keep = 1;
        while (keep > 0 && !positive(raw, keep)) {
            keep = Math.max(0, keep - STEP);
        }
        List<Float> correlation = new ArrayList<>(values * values);
        for (int v = 0; v < values; v++) {
            for (int w = 0; w < values; w++) {
                correlation.add((float) (v == w ? 1 : keep * raw[v][w]));
            }
        }
        return List.copyOf(correlation);
    }

    /** By Cholesky's decomposition, of the matrix whose pairs are {@code keep} times those of {@code raw}. */
    private static boolean positive(double[][] raw, double keep) {
        double[][] lower = new double[raw.length][raw.length];
        for (int i = 0; i < raw.length; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = i == j ? 1 - ROUNDING : keep * raw[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i == j && rest <= 0) {
                    return false;
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
        }
        return true;
    }
}
