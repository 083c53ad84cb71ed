package circumplex.personalizer.statistics;

import java.util.Arrays;

/** A symmetric matrix of at most some hundred rows, and the two things that closed forms need of it. */
public final class SymmetricMatrix {

    private static final int SWEEPS = 30;
    private static final double SMALL = 1e-24;

    private final double[][] rows;

    /** @param rows square; what is not symmetric in them is averaged */
    public SymmetricMatrix(double[][] rows) {
        this.rows = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                this.rows[i][j] = (rows[i][j] + rows[j][i]) / 2;
            }
        }
    }

    public double[][] rows() {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    /** The same with {@code more} added to the diagonal. */
    public SymmetricMatrix plusDiagonal(double more) {
        double[][] sum = rows();
        for (int i = 0; i < sum.length; i++) {
            sum[i][i] += more;
        }
        return new SymmetricMatrix(sum);
    }

    /**
     * x of this · x = b, by Cholesky's factor.
     *
     * @throws ArithmeticException if the matrix is not positive definite
     */
    public double[] solve(double[] right) {
        return solver().of(right);
    }

    /** Solves for many right sides with one factor. */
    public Solver solver() {
        int size = rows.length;
        double[][] lower = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = rows[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(sum > 0)) {
                    throw new ArithmeticException("the matrix is not positive definite");
                }
                lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
            }
        }
        return new Solver(lower);
    }

    /** Cholesky's factor, ready for right sides. */
    public static final class Solver {
        private final double[][] lower;

        private Solver(double[][] lower) {
            this.lower = lower;
        }

        public double[] of(double[] right) {
            int size = lower.length;
            double[] x = right.clone();
            for (int i = 0; i < size; i++) {
                for (int k = 0; k < i; k++) {
                    x[i] -= lower[i][k] * x[k];
                }
                x[i] /= lower[i][i];
            }
            for (int i = size - 1; i >= 0; i--) {
                for (int k = i + 1; k < size; k++) {
                    x[i] -= lower[k][i] * x[k];
                }
                x[i] /= lower[i][i];
            }
            return x;
        }
    }

    /** The nearest matrix none of whose eigenvalues is below {@code least}: estimated covariances may have negative ones. */
    public SymmetricMatrix withEigenvaluesFrom(double least) {
        int size = rows.length;
        double[][] turned = rows();
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS && offDiagonal(turned) > SMALL; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(turned, vectors, p, q);
                }
            }
        }
        double[][] clipped = new double[size][size];
        for (int k = 0; k < size; k++) {
            double value = Math.max(least, turned[k][k]);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    clipped[i][j] += value * vectors[i][k] * vectors[j][k];
                }
            }
        }
        return new SymmetricMatrix(clipped);
    }

    private static double offDiagonal(double[][] matrix) {
        double sum = 0;
        double all = SMALL;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                sum += i == j ? 0 : matrix[i][j] * matrix[i][j];
                all += matrix[i][j] * matrix[i][j];
            }
        }
        return sum / all;
    }

    /** Jacobi's rotation that makes the element at (p, q) zero. */
    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        if (matrix[p][q] == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double t = Math.copySign(1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1)), theta);
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < matrix.length; k++) {
            double kp = matrix[k][p];
            double kq = matrix[k][q];
            matrix[k][p] = c * kp - s * kq;
            matrix[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < matrix.length; k++) {
            double pk = matrix[p][k];
            double qk = matrix[q][k];
            matrix[p][k] = c * pk - s * qk;
            matrix[q][k] = s * pk + c * qk;
            double vp = vectors[k][p];
            double vq = vectors[k][q];
            vectors[k][p] = c * vp - s * vq;
            vectors[k][q] = s * vp + c * vq;
        }
    }
}
