package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Bootstrap;
import circumplex.personalizer.statistics.Correlation;
import java.util.Arrays;
import java.util.stream.IntStream;

/** All that is counted for one contestant with one number of known annotations. */
final class Scoreboard {

    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    private final AnnotationTable table;
    private final WithinPost within;
    private final Reliability reliability = new Reliability();
    private final double[] errors;
    private final double[] medianErrors;
    private final long[] ratings;
    /** By row and value the sum of the means that were predicted, and by row how many there are. */
    private final float[] predicted;

    private final int[] predictions;
    private long covered;
    private long intervals;
    private long known;
    private long queries;

    Scoreboard(AnnotationTable table) {
        this.table = table;
        within = new WithinPost(table);
        errors = new double[table.set().size()];
        medianErrors = new double[table.set().size()];
        ratings = new long[table.set().size()];
        predicted = new float[table.rows() * ratings.length];
        predictions = new int[table.rows()];
    }

    void add(int row, int support, Prediction prediction) {
        within.add(row, prediction);
        known += support;
        queries++;
        predictions[row]++;
        for (int v = 0; v < ratings.length; v++) {
            predicted[row * ratings.length + v] += (float) prediction.mean()[v];
            int rating = table.rating(row, v);
            if (rating == AnnotationTable.UNRATED) {
                continue;
            }
            ratings[v]++;
            errors[v] += Math.abs(prediction.mean()[v] - rating);
            if (prediction.hasDistribution()) {
                medianErrors[v] += Math.abs(prediction.quantile(v, 0.5) - rating);
                reliability.add(prediction.above()[v][0], rating > 0);
                intervals++;
                covered += rating >= prediction.quantile(v, LOW) && rating <= prediction.quantile(v, HIGH) ? 1 : 0;
            }
        }
    }

    void addCorrelation(int row, double correlation) {
        within.add(row, correlation);
        queries++;
    }

    Result result(String name, String base, int k, Bootstrap bootstrap) {
        return new Result(
                name,
                base,
                k,
                queries == 0 ? 0 : known / (double) queries,
                within.rows(),
                within.overPosts(bootstrap),
                within.overPeople(bootstrap),
                mean(errors),
                intervals == 0 ? Double.NaN : mean(medianErrors),
                intervals == 0 ? Double.NaN : reliability.error(),
                intervals == 0 ? Double.NaN : covered / (double) intervals,
                byValue(errors),
                rhoByValue(),
                intervals == 0 ? new double[0][] : reliability.points());
    }

    private double[] rhoByValue() {
        int[] rows = IntStream.range(0, predictions.length).filter(row -> predictions[row] > 0).toArray();
        double[] rho = new double[ratings.length];
        for (int v = 0; v < rho.length; v++) {
            int value = v;
            double[] rated = Arrays.stream(rows).mapToDouble(row -> table.ratings(row)[value]).toArray();
            double[] expected = Arrays.stream(rows)
                    .mapToDouble(row -> predicted[row * ratings.length + value] / predictions[row])
                    .toArray();
            rho[v] = Correlation.spearman(rated, expected);
        }
        return rho;
    }

    private double mean(double[] sums) {
        double sum = 0;
        long count = 0;
        for (int v = 0; v < sums.length; v++) {
            sum += sums[v];
            count += ratings[v];
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private double[] byValue(double[] sums) {
        double[] means = new double[sums.length];
        for (int v = 0; v < means.length; v++) {
            means[v] = ratings[v] == 0 ? Double.NaN : sums[v] / ratings[v];
        }
        return means;
    }
}
