package circumplex.personalizer.evaluation;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Bootstrap;
import circumplex.personalizer.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Predicted means of one contestant with one number of known annotations, until all posts of a person are there. Several supports
 * of a person count as the mean of their τ.
 */
final class FeedBoard {

    /** Sliders that people set, as in the user studies: one, a few, all. */
    private static final int[] ACTIVE = {1, 3, 19};

    /** The mean over fewer people says nothing. */
    private static final int MIN_PEOPLE = 20;

    private static final double[] NOT_ASKED = {};

    private final AnnotationTable table;
    private final double[][][] means;

    FeedBoard(AnnotationTable table, int draws) {
        this.table = table;
        means = new double[draws][table.rows()][];
        Arrays.stream(means).forEach(draw -> Arrays.fill(draw, NOT_ASKED));
    }

    void add(int row, int draw, double[] mean) {
        means[draw][row] = mean;
    }

    /** @param nothingKnown the same contestant asked with nothing known */
    List<FeedResult> results(String name, String base, int k, FeedBoard nothingKnown, long seed, Bootstrap bootstrap) {
        FeedOrder order = new FeedOrder(table, seed);
        List<FeedResult> results = new ArrayList<>();
        for (int active : ACTIVE) {
            int values = Math.min(active, table.set().size());
            double[] taus = new double[table.people().size()];
            double[] changes = new double[table.people().size()];
            for (int person = 0; person < taus.length; person++) {
                double[] own = new double[means.length];
                double[] moved = new double[means.length];
                for (int draw = 0; draw < means.length; draw++) {
                    int[] rows = feed(person, draw, nothingKnown);
                    boolean enough = rows.length >= FeedOrder.MIN_POSTS;
                    own[draw] = enough ? order.tau(rows, pick(rows, draw), values) : Double.NaN;
                    moved[draw] = enough ? own[draw] - order.tau(rows, nothingKnown.pick(rows, 0), values) : Double.NaN;
                }
                taus[person] = mean(own);
                changes[person] = mean(moved);
            }
            int people = (int) Arrays.stream(taus).filter(tau -> !Double.isNaN(tau)).count();
            if (people >= MIN_PEOPLE) {
                Interval change = bootstrap.mean(changes);
                results.add(new FeedResult(name, base, k, values, people, bootstrap.resampledMean(taus), change));
            }
        }
        return results;
    }

    private static double mean(double[] draws) {
        return Arrays.stream(draws).filter(tau -> !Double.isNaN(tau)).average().orElse(Double.NaN);
    }

    private int[] feed(int person, int draw, FeedBoard other) {
        return Arrays.stream(table.rowsOfPerson(person))
                .filter(row -> means[draw][row].length > 0 && other.means[0][row].length > 0)
                .filter(row -> Arrays.stream(table.ratings(row)).noneMatch(Double::isNaN))
                .toArray();
    }

    private double[][] pick(int[] rows, int draw) {
        return Arrays.stream(rows).mapToObj(row -> means[draw][row]).toArray(double[][]::new);
    }
}
