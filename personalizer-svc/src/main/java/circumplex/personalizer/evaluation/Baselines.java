package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Correlation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The floors and ceilings between which a calibrator is judged. None of them learns more than column means. */
final class Baselines {

    static final String NO_BASE = "none";
    static final String RAW = "raw base scores";

    private final AnnotationTable table;
    private final int[][] rowsOfPost;

    Baselines(AnnotationTable table) {
        this.table = table;
        List<List<Integer>> rows = new ArrayList<>();
        IntStream.range(0, table.posts().size()).forEach(post -> rows.add(new ArrayList<>()));
        IntStream.range(0, table.rows()).forEach(row -> rows.get(table.post(row)).add(row));
        rowsOfPost = rows.stream().map(list -> list.stream().mapToInt(row -> row).toArray()).toArray(int[][]::new);
    }

    /** Everything that needs no training beyond the mean rating of each value over {@code train}. */
    List<Contestant> contestants(int[] train) {
        List<Contestant> all = new ArrayList<>();
        double[] rates = rates(table, train);
        all.add(fixed("base rates", NO_BASE, row -> rates));
        all.add(fixed("predict 0", NO_BASE, row -> new double[rates.length]));
        all.add(fixed("consensus of the others", NO_BASE, this::consensus));
        for (int s = 0; s < table.scorers().size(); s++) {
            int scorer = s;
            Contestant raw = fixed(RAW, table.scorers().get(s), row -> complete(table.scores(scorer, row)));
            all.add(raw);
            Gain gain = new Gain(raw.predictor(), rates);
            all.add(new Contestant("raw base scores + gain, shrunk by 10", raw.base(), gain, raw.answers(), true, true));
        }
        if (table.hasReference()) {
            all.add(fixed("prediction in the data", NO_BASE, row -> complete(table.reference(row))));
        }
        return all;
    }

    /** ρ of a row with each other person who rated the post; NaN if there is none. */
    double otherPerson(int row) {
        return Arrays.stream(rowsOfPost[table.post(row)])
                .filter(other -> other != row)
                .mapToDouble(other -> Correlation.spearman(
                        table.ratings(row), table.ratings(other)))
                .filter(rho -> !Double.isNaN(rho))
                .average()
                .orElse(Double.NaN);
    }

    /** A vector for a row; empty if there is none. */
    private interface Vector {
        double[] of(int row);
    }

    private Contestant fixed(String name, String base, Vector vector) {
        return new Contestant(
                name,
                base,
                (data, queries) -> queries.stream()
                        .map(query -> Prediction.ofMeans(vector.of(query.row())))
                        .toList(),
                row -> vector.of(row).length > 0,
                false,
                true);
    }

    private static double[] complete(double[] vector) {
        return Arrays.stream(vector).anyMatch(Double::isNaN) ? new double[0] : vector;
    }

    private double[] consensus(int row) {
        int[] others = Arrays.stream(rowsOfPost[table.post(row)]).filter(other -> other != row).toArray();
        return others.length == 0 ? new double[0] : rates(table, others);
    }

    /** The mean rating of each value over {@code rows}. */
    static double[] rates(AnnotationTable table, int[] rows) {
        double[] means = new double[table.set().size()];
        for (int v = 0; v < means.length; v++) {
            int value = v;
            means[v] = Arrays.stream(rows)
                    .map(row -> table.rating(row, value))
                    .filter(rating -> rating != AnnotationTable.UNRATED)
                    .average()
                    .orElse(0);
        }
        return means;
    }
}
