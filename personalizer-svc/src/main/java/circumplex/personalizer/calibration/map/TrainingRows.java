package circumplex.personalizer.calibration.map;

import circumplex.personalizer.data.AnnotationTable;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The rows of a table that one training run may see, made ready: features, targets, answers, grouped by person. */
public final class TrainingRows {

    public final Features features;
    public final float[] levelScales;
    public final float[] answerMeans;
    public final float[] answerScales;

    /** For each person in training the positions of that person's rows. */
    public final int[][] people;

    /** For each row its post. */
    public final int[] posts;

    public final float[][] inputs;
    public final double[][] ratings;
    public final Targets[] targets;

    /** For each person in training the standardised answers; empty where there are none. */
    public final float[][] answers;

    public TrainingRows(AnnotationTable table, int[] scorers, int[] all) {
        this(table, scorers, all, false);
    }

    /** @param unclipped whether every score keeps its own feature, however rare it is */
    public TrainingRows(AnnotationTable table, int[] scorers, int[] all, boolean unclipped) {
        int[] rows = Arrays.stream(all).filter(row -> scored(table, scorers, row)).toArray();
        if (rows.length == 0) {
            throw new IllegalArgumentException("none of the rows has base scores");
        }
        Features standard = Features.measure(table, scorers, rows);
        features = unclipped ? standard.unclipped(table.set().size()) : standard;
        levelScales = levelScales(table, rows);
        inputs = new float[rows.length][];
        ratings = new double[rows.length][];
        targets = new Targets[rows.length];
        posts = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            inputs[i] = features.of(Features.scores(table, scorers, rows[i]));
            ratings[i] = table.ratings(rows[i]);
            targets[i] = Targets.of(ratings[i], levelScales);
            posts[i] = table.post(rows[i]);
        }
        int[] who = Arrays.stream(rows).map(table::person).distinct().toArray();
        people = new int[who.length][];
        for (int p = 0; p < who.length; p++) {
            int person = who[p];
            people[p] = IntStream.range(0, rows.length).filter(i -> table.person(rows[i]) == person).toArray();
        }
        Answers measured = Answers.measure(table, who);
        answerMeans = measured.means();
        answerScales = measured.scales();
        answers = new float[who.length][];
        Arrays.setAll(answers, p -> measured.of(table, who[p]));
    }

    public static boolean scored(AnnotationTable table, int[] scorers, int row) {
        return Arrays.stream(scorers).anyMatch(scorer -> table.scored(scorer, row));
    }

    private static float[] levelScales(AnnotationTable table, int[] rows) {
        float[] scales = new float[table.set().size()];
        for (int v = 0; v < scales.length; v++) {
            int value = v;
            double[] rated = Arrays.stream(rows)
                    .map(row -> table.rating(row, value))
                    .filter(rating -> rating != AnnotationTable.UNRATED)
                    .asDoubleStream()
                    .toArray();
            double mean = Arrays.stream(rated).average().orElse(0);
            double variance = Arrays.stream(rated).map(y -> (y - mean) * (y - mean)).average().orElse(1);
            // A value that everybody rates alike would have no scale.
            scales[v] = (float) Math.max(0.1, Math.sqrt(variance));
        }
        return scales;
    }
}
