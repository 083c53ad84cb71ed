package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Bootstrap;

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
    }

    void add(int row, int support, Prediction prediction) {
        within.add(row, prediction);
        known += support;
        queries++;
        for (int v = 0; v < ratings.length; v++) {
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
                intervals == 0 ? new double[0][] : reliability.points());
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
