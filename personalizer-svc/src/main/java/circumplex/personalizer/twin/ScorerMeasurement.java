package circumplex.personalizer.twin;

import circumplex.personalizer.statistics.Correlation;
import circumplex.values.ValueSet;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Marginals and correlations of a scorer's scores of many posts.
 *
 * @param scorer its id
 * @param scores by value, one number for each post
 */
@SuppressWarnings("ArrayRecordComponent")
public record ScorerMeasurement(ValueSet set, String scorer, double[][] scores) {

    /** Fewer posts say too little about the ends of the marginals. */
    private static final int MIN_POSTS = 500;

    public ScorerMeasurement {
        if (scores[0].length < MIN_POSTS) {
            throw new IllegalArgumentException("at least " + MIN_POSTS + " posts are needed, there are " + scores[0].length);
        }
    }

    /** @param file CSV with a column {@code scorer} and one for each value id, one row for each post */
    public static ScorerMeasurement of(ValueSet set, Path file) throws IOException {
        List<double[]> rows = new ArrayList<>();
        Set<String> scorers = new TreeSet<>();
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord record : csv) {
                double[] row = new double[set.size()];
                scorers.add(record.getField("scorer"));
                for (int v = 0; v < row.length; v++) {
                    row[v] = Double.parseDouble(record.getField(set.dimension(v).id()));
                    if (!(row[v] >= 0 && row[v] <= 6)) {
                        throw new IllegalArgumentException("line " + record.getStartingLineNumber() + ": scores must be in [0, 6]");
                    }
                }
                rows.add(row);
            }
        }
        if (scorers.size() != 1) {
            throw new IllegalArgumentException("the scores must be those of one scorer, they are those of " + scorers.size());
        }
        double[][] scores = new double[set.size()][];
        Arrays.setAll(scores, v -> rows.stream().mapToDouble(row -> row[v]).toArray());
        return new ScorerMeasurement(set, scorers.iterator().next(), scores);
    }

    /** The lines of a scorer file. The signal cannot be seen in scores alone and stays as it is. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# Measured on " + scores[0].length + " posts by ./circumplex twin --measure. The signal cannot be measured without people's ratings:");
        lines.add("# it is set so that raw and mapped scores are as good as those of the study. What the kinds mean stands at TwinScorer.");
        lines.add("scorer\t" + scorer);
        lines.add(String.format(Locale.ROOT, "signal\t%.2f", TwinScorer.shipped(set).signal()));
        for (int v = 0; v < set.size(); v++) {
            double[] sorted = scores[v].clone();
            Arrays.sort(sorted);
            StringBuilder line = new StringBuilder("quantiles\t" + set.dimension(v).id());
            for (int knot = 0; knot < TwinScorer.KNOTS; knot++) {
                int at = (int) Math.round((sorted.length - 1) * (double) knot / (TwinScorer.KNOTS - 1));
                line.append(String.format(Locale.ROOT, "\t%.3f", sorted[at]));
            }
            lines.add(line.toString());
        }
        for (int v = 0; v < set.size(); v++) {
            StringBuilder line = new StringBuilder("like\t" + set.dimension(v).id());
            for (int w = 0; w < set.size(); w++) {
                double alike = v == w ? 1 : Correlation.spearman(scores[v], scores[w]);
                line.append(String.format(Locale.ROOT, "\t%.3f", Double.isNaN(alike) ? 0 : alike));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
