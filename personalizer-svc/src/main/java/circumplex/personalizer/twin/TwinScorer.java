package circumplex.personalizer.twin;

import circumplex.values.ValueSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a scorer scores: a latent normal number that shares {@code signal} with what people agree on, given the scorer's marginals.
 *
 * @param id of the scorer that is imitated: whose name the scores have
 * @param signal in [0, 1)
 * @param quantiles the score at 0, 5 … 100 % of the posts, by value
 * @param like latent correlations between values
 */
@SuppressWarnings("ArrayRecordComponent")
public record TwinScorer(String id, double signal, double[][] quantiles, double[][] like) {

    static final int KNOTS = 21;

    public static TwinScorer shipped(ValueSet set) {
        return of(set, ParameterFile.shipped(set, "scorer.tsv"));
    }

    /** The parameters in a file of the form of {@code scorer.tsv}. */
    public static TwinScorer read(ValueSet set, Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return of(set, ParameterFile.read(set, String.valueOf(file.getFileName()), reader));
        }
    }

    private static TwinScorer of(ValueSet set, ParameterFile file) {
        return new TwinScorer(file.scorer(), file.number("signal"), file.byValue("quantiles", KNOTS), file.byValue("like", set.size()));
    }

    /** The score at the share {@code below} of the posts. */
    double score(int value, double below) {
        double place = below * (KNOTS - 1);
        int knot = Math.min(KNOTS - 2, (int) place);
        double[] knots = quantiles[value];
        return knots[knot] + (place - knot) * (knots[knot + 1] - knots[knot]);
    }
}
