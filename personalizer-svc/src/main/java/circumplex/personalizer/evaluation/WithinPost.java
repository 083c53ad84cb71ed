package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Bootstrap;
import circumplex.personalizer.statistics.Correlation;
import circumplex.personalizer.statistics.Interval;
import circumplex.personalizer.statistics.Resampled;

/**
 * The study's measure: Spearman's ρ between a person's ratings of a post and a prediction of them, averaged over the people of a
 * post and then over posts. Where either side is constant there is no ρ, and the row does not count. Several predictions of a
 * row, with different annotations known, count as their mean.
 */
final class WithinPost {

    private final AnnotationTable table;
    private final double[] sums;
    private final int[] counts;

    WithinPost(AnnotationTable table) {
        this.table = table;
        sums = new double[table.rows()];
        counts = new int[table.rows()];
    }

    void add(int row, Prediction prediction) {
        add(row, Correlation.spearman(table.ratings(row), prediction.order()));
    }

    void add(int row, double correlation) {
        if (!Double.isNaN(correlation)) {
            sums[row] += correlation;
            counts[row]++;
        }
    }

    int rows() {
        int rows = 0;
        for (int count : counts) {
            rows += count > 0 ? 1 : 0;
        }
        return rows;
    }

    /** ρ of a row; NaN if it has none. */
    double of(int row) {
        return counts[row] == 0 ? Double.NaN : sums[row] / counts[row];
    }

    /** Over samples of posts. */
    Resampled overPosts(Bootstrap bootstrap) {
        return bootstrap.resampledMean(byPost(row -> 1));
    }

    /** Over samples of people, with the posts that they rated. */
    Interval overPeople(Bootstrap bootstrap) {
        return bootstrap.interval(table.people().size(), times -> mean(byPost(row -> times[table.person(row)])));
    }

    /** The figure itself. */
    double mean() {
        return mean(byPost(row -> 1));
    }

    private interface Weight {
        int of(int row);
    }

    private double[] byPost(Weight weight) {
        double[] totals = new double[table.posts().size()];
        long[] weights = new long[table.posts().size()];
        for (int row = 0; row < counts.length; row++) {
            int times = counts[row] == 0 ? 0 : weight.of(row);
            if (times > 0) {
                totals[table.post(row)] += times * of(row);
                weights[table.post(row)] += times;
            }
        }
        for (int post = 0; post < totals.length; post++) {
            totals[post] = weights[post] == 0 ? Double.NaN : totals[post] / weights[post];
        }
        return totals;
    }

    private static double mean(double[] byPost) {
        double sum = 0;
        int posts = 0;
        for (double value : byPost) {
            if (!Double.isNaN(value)) {
                sum += value;
                posts++;
            }
        }
        return posts == 0 ? Double.NaN : sum / posts;
    }
}
