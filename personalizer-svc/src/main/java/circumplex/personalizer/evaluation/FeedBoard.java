package circumplex.personalizer.evaluation;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Bootstrap;
import circumplex.personalizer.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Predicted means of one contestant with one number of known annotations, until all posts of a person are there. */
final class FeedBoard {

    /** Sliders that people set, as in the user studies: one, a few, all. */
    private static final int[] ACTIVE = {1, 3, 19};

    private static final double[] NOT_ASKED = {};

    private final AnnotationTable table;
    private final double[][] means;

    FeedBoard(AnnotationTable table) {
        this.table = table;
        means = new double[table.rows()][];
        Arrays.fill(means, NOT_ASKED);
    }

    void add(int row, double[] mean) {
        means[row] = mean;
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
                int[] rows = feed(person, nothingKnown);
                boolean enough = rows.length >= FeedOrder.MIN_POSTS;
                taus[person] = enough ? order.tau(rows, pick(rows), values) : Double.NaN;
                changes[person] = enough ? taus[person] - order.tau(rows, nothingKnown.pick(rows), values) : Double.NaN;
            }
            int people = (int) Arrays.stream(taus).filter(tau -> !Double.isNaN(tau)).count();
            if (people > 0) {
                Interval change = bootstrap.mean(changes);
                results.add(new FeedResult(name, base, k, values, people, bootstrap.mean(taus), change));
            }
        }
        return results;
    }

    private int[] feed(int person, FeedBoard other) {
        return Arrays.stream(table.rowsOfPerson(person))
                .filter(row -> means[row].length > 0 && other.means[row].length > 0)
                .filter(row -> Arrays.stream(table.ratings(row)).noneMatch(Double::isNaN))
                .toArray();
    }

    private double[][] pick(int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> means[row]).toArray(double[][]::new);
    }
}
