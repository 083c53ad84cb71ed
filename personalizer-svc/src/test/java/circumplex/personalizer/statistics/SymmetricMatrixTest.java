package circumplex.personalizer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SymmetricMatrixTest {

    private static double[][] random(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] root = new double[size][size];
        double[][] matrix = new double[size][size];
        for (double[] row : root) {
            for (int i = 0; i < size; i++) {
                row[i] = random.nextGaussian();
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    matrix[i][j] += root[i][k] * root[j][k];
                }
            }
        }
        return matrix;
    }

    @Test
    void whatIsSolvedGivesTheRightSideBack() {
        for (int size : new int[] {1, 2, 17, 57}) {
            double[][] matrix = random(size, size);
            double[] x = new SymmetricMatrix(matrix).plusDiagonal(1).solve(matrix[0]);
            for (int i = 0; i < size; i++) {
                double sum = x[i];
                for (int j = 0; j < size; j++) {
                    sum += matrix[i][j] * x[j];
                }
                assertThat(sum).as("seed %d", size).isCloseTo(matrix[0][i], within(1e-8));
            }
        }
    }

    @Test
    void aMatrixWithNegativeEigenvaluesIsMovedToTheNearestWithout() {
        double[][] good = random(12, 3);
        double[][] kept = new SymmetricMatrix(good).withEigenvaluesFrom(0).rows();
        for (int i = 0; i < good.length; i++) {
            assertThat(kept[i]).containsExactly(good[i], within(1e-8));
        }
        double[][] bad = {{1, 2}, {2, 1}};
        assertThatThrownBy(() -> new SymmetricMatrix(bad).solve(new double[2])).isInstanceOf(ArithmeticException.class);
        double[][] mended = new SymmetricMatrix(bad).withEigenvaluesFrom(0).rows();
        assertThat(mended[0]).containsExactly(new double[] {1.5, 1.5}, within(1e-12));
        assertThat(mended[1]).containsExactly(new double[] {1.5, 1.5}, within(1e-12));
    }
}
