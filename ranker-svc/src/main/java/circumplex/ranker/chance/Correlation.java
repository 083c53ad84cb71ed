package circumplex.ranker.chance;

import circumplex.ranker.chance.CorrelationException.Fault;

/** How the errors of the values of one post go together: a correlation matrix over all values, checked. */
public final class Correlation {

    /** The largest number of values: a matrix of more would not fit a message. */
    public static final int MAX_VALUES = 256;

    /** How far a float that was written from a better number may be off. */
    private static final double TOLERANCE = 1e-4;

    private static final int WHOLE = -1;

    /** Row by row; empty for independent errors. */
    private final double[][] rows;

    private Correlation(double[][] rows) {
        this.rows = rows;
    }

    /** Errors that have nothing to do with each other. */
    public static Correlation none() {
        return new Correlation(new double[0][]);
    }

    /**
     * @param values how many rows and columns
     * @param packed row by row
     * @throws CorrelationException if that is no correlation matrix
     */
    public static Correlation of(int values, float... packed) {
        if (values > MAX_VALUES || packed.length != values * values) {
            throw new CorrelationException(
                    Fault.LENGTH,
                    WHOLE,
                    values > MAX_VALUES
                            ? "has room for " + MAX_VALUES + " values, not for " + values
                            : "needs " + values * values + " elements, has " + packed.length);
        }
        double[][] rows = new double[values][values];
        for (int i = 0; i < packed.length; i++) {
            if (!Float.isFinite(packed[i])) {
                throw new CorrelationException(Fault.FINITE, i, "must be a number, was " + packed[i]);
            }
            rows[i / values][i % values] = packed[i];
        }
        for (int row = 0; row < values; row++) {
            if (Math.abs(rows[row][row] - 1) > TOLERANCE) {
                throw new CorrelationException(Fault.UNIT_DIAGONAL, row * values + row, "must be 1, was " + rows[row][row]);
            }
            for (int column = 0; column < row; column++) {
                if (Math.abs(rows[row][column] - rows[column][row]) > TOLERANCE) {
                    throw new CorrelationException(
                            Fault.SYMMETRIC,
                            row * values + column,
                            "must be that of row " + column + " and column " + row + ", " + rows[column][row]);
                }
            }
        }
        requirePositiveSemidefinite(rows);
        return new Correlation(rows);
    }

    /** Cholesky's decomposition with a little added to the diagonal, which a semidefinite matrix survives and others do not. */
    private static void requirePositiveSemidefinite(double[][] rows) {
        double[][] lower = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = rows[i][j] + (i == j ? TOLERANCE * rows.length : 0);
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(rest > 0)) {
                    throw new CorrelationException(
                            Fault.POSITIVE_SEMIDEFINITE, WHOLE, "has a negative eigenvalue: some weighting would have a negative variance");
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
        }
    }

    /** The standard deviation of a sum whose parts have the given ones: √(dᵀ R d). */
    double deviation(double... deviations) {
        double variance = 0;
        for (int i = 0; i < deviations.length; i++) {
            if (deviations[i] != 0) {
                double sum = rows.length == 0 ? deviations[i] : 0;
                for (int j = 0; j < rows.length; j++) {
                    sum += rows[i][j] * deviations[j];
                }
                variance += deviations[i] * sum;
            }
        }
        return Math.sqrt(Math.max(0, variance));
    }
}
