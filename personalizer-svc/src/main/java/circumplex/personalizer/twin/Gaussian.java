package circumplex.personalizer.twin;

import java.util.SplittableRandom;

/** Draws vectors of correlated standard normal numbers. */
final class Gaussian {

    private static final double STEP = 0.02;

    private final double[][] factor;

    /** @param correlation symmetric, with ones on the diagonal; pulled towards independence until such vectors exist */
    Gaussian(double[][] correlation) {
        double[][] found = null;
        for (double pull = 0; found == null; pull += STEP) {
            found = cholesky(correlation, 1 - pull);
        }
        factor = found;
    }

    double[] draw(SplittableRandom random) {
        double[] independent = new double[factor.length];
        for (int i = 0; i < independent.length; i++) {
            independent[i] = random.nextGaussian();
        }
        double[] vector = new double[factor.length];
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j <= i; j++) {
                vector[i] += factor[i][j] * independent[j];
            }
        }
        return vector;
    }

    /** The factor of the matrix with its correlations times {@code share}; null if it has none. */
    private static double @org.jspecify.annotations.Nullable [][] cholesky(double[][] matrix, double share) {
        int size = matrix.length;
        double[][] lower = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? 1 : share * matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (i == j && sum <= 1e-9) {
                    return null;
                }
                lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
            }
        }
        return lower;
    }
}
