package circumplex.personalizer.twin;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Agreement;
import circumplex.personalizer.statistics.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether a synthetic twin has the published aggregates of "Whose Values?" and the ladder of what can be predicted without training. Every
 * twin has them: {@link Twin} draws one that has not again.
 */
public final class Likeness {

    private static final double MEAN = 0.83;
    private static final double SPREAD = 0.36;
    private static final double ZEROS = 0.786;
    private static final double LADDER = 0.02;

    private final AnnotationTable twin;
    private final int[][] rowsOfPost;

    /** For each row its places, with mean 0 and variance 1: a product of two is ρ. Zeros where all ratings are alike. */
    private final double[][] places;

    private Likeness(AnnotationTable twin) {
        this.twin = twin;
        List<List<Integer>> rows = new ArrayList<>();
        IntStream.range(0, twin.posts().size()).forEach(post -> rows.add(new ArrayList<>()));
        IntStream.range(0, twin.rows()).forEach(row -> rows.get(twin.post(row)).add(row));
        rowsOfPost = rows.stream().map(list -> list.stream().mapToInt(row -> row).toArray()).toArray(int[][]::new);
        places = IntStream.range(0, twin.rows()).mapToObj(row -> Ranks.standardised(twin.ratings(row))).toArray(double[][]::new);
    }

    /** One figure of the twin, and where it has to be. */
    public record Check(String what, double figure, double low, double high) {

        public static Check around(String what, double figure, double middle, double width) {
            return new Check(what, figure, middle - width, middle + width);
        }

        public boolean holds() {
            return figure >= low && figure <= high;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%-4s %-42s %.4f in [%.4f, %.4f]", holds() ? "ok" : "FAIL", what, figure, low, high);
        }
    }

    /** Everything that needs no training. */
    public static List<Check> of(AnnotationTable twin) {
        List<Check> checks = ofRatings(twin);
        checks.add(ofRawScores(twin));
        return checks;
    }

    /** What does not depend on base scores. */
    static List<Check> ofRatings(AnnotationTable twin) {
        Likeness likeness = new Likeness(twin);
        List<Check> checks = new ArrayList<>();
        checks.add(Check.around("annotations", twin.rows(), Twin.PEOPLE * Twin.POSTS_OF_A_PERSON, 0));
        checks.add(Check.around("posts", twin.posts().size(), Twin.POSTS, 0));
        checks.add(Check.around("share of zeros", likeness.zeros(), ZEROS, 0.01));
        double[] means = likeness.meansOfPeople();
        double mean = Arrays.stream(means).average().orElse(Double.NaN);
        checks.add(Check.around("mean over people of the mean rating", mean, MEAN, 0.05));
        checks.add(Check.around("SD over people of the mean rating", deviation(means, mean), SPREAD, 0.05));
        checks.addAll(likeness.agreement());
        checks.add(Check.around("ρ of base rates", likeness.baseRates(), 0.176, LADDER));
        checks.add(Check.around("ρ of another person", likeness.anotherPerson(), 0.2015, LADDER));
        checks.add(Check.around("ρ of the consensus of the others", likeness.consensus(), 0.261, LADDER));
        return checks;
    }

    /** How good the base scores are as they are. */
    static Check ofRawScores(AnnotationTable twin) {
        Likeness likeness = new Likeness(twin);
        double raw = likeness.overPosts(row -> likeness.rho(row, Ranks.standardised(twin.scores(0, row))));
        return Check.around("ρ of the raw base scores", raw, 0.165, LADDER);
    }

    /** Of one row; NaN if it has none. */
    private interface Figure {
        double of(int row);
    }

    /** The study's mean: over the people of a post, then over posts. */
    private double overPosts(Figure figure) {
        return Arrays.stream(rowsOfPost)
                .mapToDouble(rows -> Arrays.stream(rows).mapToDouble(figure::of).filter(rho -> !Double.isNaN(rho)).average().orElse(Double.NaN))
                .filter(mean -> !Double.isNaN(mean))
                .average()
                .orElse(Double.NaN);
    }

    /** ρ of a row's ratings with other places. */
    private double rho(int row, double[] other) {
        double products = 0;
        boolean ordered = false;
        boolean otherOrdered = false;
        for (int v = 0; v < other.length; v++) {
            products += places[row][v] * other[v];
            ordered |= places[row][v] != 0;
            otherOrdered |= other[v] != 0;
        }
        return ordered && otherOrdered ? products / other.length : Double.NaN;
    }

    private double baseRates() {
        double[] sums = new double[twin.set().size()];
        IntStream.range(0, twin.rows()).forEach(row -> add(sums, twin.ratings(row), 1));
        double[] rates = Ranks.standardised(sums);
        return overPosts(row -> rho(row, rates));
    }

    private double anotherPerson() {
        return overPosts(row -> Arrays.stream(rowsOfPost[twin.post(row)])
                .filter(other -> other != row)
                .mapToDouble(other -> rho(row, places[other]))
                .filter(rho -> !Double.isNaN(rho))
                .average()
                .orElse(Double.NaN));
    }

    private double consensus() {
        double[][] sums = new double[rowsOfPost.length][twin.set().size()];
        IntStream.range(0, twin.rows()).forEach(row -> add(sums[twin.post(row)], twin.ratings(row), 1));
        return overPosts(row -> {
            double[] others = sums[twin.post(row)].clone();
            add(others, twin.ratings(row), -1);
            return rowsOfPost[twin.post(row)].length > 1 ? rho(row, Ranks.standardised(others)) : Double.NaN;
        });
    }

    private static void add(double[] sums, double[] ratings, int times) {
        for (int v = 0; v < sums.length; v++) {
            sums[v] += times * ratings[v];
        }
    }

    private List<Check> agreement() {
        int[] posts = IntStream.range(0, twin.rows()).map(twin::post).toArray();
        double[] published = Twin.agreement(twin.set());
        List<Check> checks = new ArrayList<>();
        for (int v = 0; v < published.length; v++) {
            int value = v;
            double[] ratings = IntStream.range(0, twin.rows()).mapToDouble(row -> twin.rating(row, value)).toArray();
            checks.add(Check.around("ICC of " + twin.set().dimension(v).id(), Agreement.icc(ratings, posts), published[v], 0.03));
        }
        return checks;
    }

    private double zeros() {
        int values = twin.set().size();
        return IntStream.range(0, twin.rows() * values)
                .mapToDouble(i -> twin.rating(i / values, i % values) == 0 ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private double[] meansOfPeople() {
        return IntStream.range(0, twin.people().size())
                .mapToDouble(person -> Arrays.stream(twin.rowsOfPerson(person))
                        .mapToDouble(row -> Arrays.stream(twin.ratings(row)).average().orElse(0))
                        .average()
                        .orElse(0))
                .toArray();
    }

    private static double deviation(double[] numbers, double mean) {
        return Math.sqrt(Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).average().orElse(Double.NaN));
    }
}
