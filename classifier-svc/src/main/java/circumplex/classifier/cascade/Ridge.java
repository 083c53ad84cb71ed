package circumplex.classifier.cascade;

import java.util.ArrayList;
import java.util.List;

/** Least squares with a quadratic penalty on all weights but the first. */
final class Ridge {

    private Ridge() {}

    /** One weight a feature. */
    static List<Double> fit(List<List<Double>> rows, List<Double> targets, double penalty) {
        int k = rows.get(0).size();
        double[][] system = new double[k][k + 1];
        for (int r = 0; r < rows.size(); r++) {
            List<Double> row = rows.get(r);
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    system[i][j] += row.get(i) * row.get(j);
                }
                system[i][k] += row.get(i) * targets.get(r);
            }
        }
        for (int i = 0; i < k; i++) {
            system[i][i] += i == 0 ? 1e-9 : penalty;
        }
        return solve(system);
    }

    static double expect(List<Double> weights, List<Double> row) {
        double sum = 0;
        for (int i = 0; i < row.size(); i++) {
            sum += weights.get(i) * row.get(i);
        }
        return sum;
    }

    /** By elimination with pivots; the penalty keeps the system regular. */
    private static List<Double> solve(double[][] system) {
        int k = system.length;
        for (int column = 0; column < k; column++) {
            int pivot = column;
            for (int row = column + 1; row < k; row++) {
                pivot = Math.abs(system[row][column]) > Math.abs(system[pivot][column]) ? row : pivot;
            }
            double[] swapped = system[column];
            system[column] = system[pivot];
            system[pivot] = swapped;
            for (int row = 0; row < k; row++) {
                double factor = row == column ? 0 : system[row][column] / system[column][column];
                for (int j = column; factor != 0 && j <= k; j++) {
                    system[row][j] -= factor * system[column][j];
                }
            }
        }
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            weights.add(system[i][k] / system[i][i]);
        }
        return weights;
    }
}
