package circumplex.personalizer.calibration.folder;

import circumplex.model.tensor.Safetensors;
import circumplex.model.tensor.Tensor;
import circumplex.model.tensor.Tensors;
import circumplex.personalizer.data.AnnotationTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The score space of a calibrator: how the scores of each of its scorers are distributed over the posts that it was trained on. Whoever
 * serves it can tell whether posts are like those, and another scorer can be brought to the same distribution.
 */
public final class ScoreQuantiles {

    /** The file in the folder of a model: tensor {@code quantiles} [scorers, values, 101], the score at 0, 1 … 100 % of the posts. */
    public static final String FILE = "score-space.safetensors";

    static final int QUANTILES = 101;

    private ScoreQuantiles() {}

    public static byte[] file(AnnotationTable table, List<String> scorers) {
        int values = table.set().size();
        // Posts count once, however many people rated them.
        boolean[] seen = new boolean[table.posts().size()];
        int[] rows = IntStream.range(0, table.rows())
                .filter(row -> {
                    boolean first = !seen[table.post(row)];
                    seen[table.post(row)] = true;
                    return first;
                })
                .toArray();
        float[] quantiles = new float[scorers.size() * values * QUANTILES];
        for (int s = 0; s < scorers.size(); s++) {
            int scorer = table.scorer(scorers.get(s));
            for (int v = 0; v < values; v++) {
                int value = v;
                double[] sorted = Arrays.stream(rows)
                        .mapToDouble(row -> table.score(scorer, row, value))
                        .filter(score -> !Double.isNaN(score))
                        .sorted()
                        .toArray();
                for (int q = 0; q < QUANTILES && sorted.length > 0; q++) {
                    quantiles[(s * values + v) * QUANTILES + q] =
                            (float) sorted[(int) ((long) (sorted.length - 1) * q / (QUANTILES - 1))];
                }
            }
        }
        return Safetensors.write(Tensors.of(Map.of("quantiles", Tensor.of(quantiles, scorers.size(), values, QUANTILES))));
    }
}
