package circumplex.personalizer.calibration.map;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Ranks;
import java.util.Arrays;

/**
 * What a network sees of a post: for every scorer and value the score, whether it is there at all, and its place among the values
 * of the post. Standardised over the training rows and clipped; a missing score is as the average post.
 *
 * <p>The one place where features are made: for training, evaluation and serving.
 */
public final class Features {

    /** Changes when the same scores would give other features. */
    public static final String VERSION = "score-present-rank-1";

    private static final double PRESENT = 0.5;
    private static final float CLIP = 4;

    /** The largest score as a feature. */
    private static final float MOST = 3;

    private final float[] means;
    private final float[] scales;

    private Features(float[] means, float[] scales) {
        this.means = means;
        this.scales = scales;
    }

    /** Features standardised as they were when {@link #means} and {@link #scales} were measured. */
    public static Features of(float[] means, float[] scales) {
        return new Features(means.clone(), scales.clone());
    }

    /** Measures means and scales over {@code rows}. */
    static Features measure(AnnotationTable table, int[] scorers, int[] rows) {
        int size = 3 * table.set().size() * scorers.length;
        double[] sums = new double[size];
        double[] squares = new double[size];
        int[] counts = new int[size];
        for (int row : rows) {
            float[] raw = raw(scores(table, scorers, row));
            for (int i = 0; i < size; i++) {
                if (!Float.isNaN(raw[i])) {
                    sums[i] += raw[i];
                    squares[i] += (double) raw[i] * raw[i];
                    counts[i]++;
                }
            }
        }
        float[] means = new float[size];
        float[] scales = new float[size];
        for (int i = 0; i < size; i++) {
            double mean = counts[i] == 0 ? 0 : sums[i] / counts[i];
            double variance = counts[i] == 0 ? 0 : squares[i] / counts[i] - mean * mean;
            means[i] = (float) mean;
            scales[i] = variance > 1e-8 ? (float) Math.sqrt(variance) : 1;
        }
        return new Features(means, scales);
    }

    /**
     * The same with scales so wide that no score is clipped: clipped ones are alike, and posts that express a value most are among them.
     *
     * @param values how many each scorer gives
     */
    Features unclipped(int values) {
        float[] wide = scales.clone();
        for (int i = 0; i < wide.length; i++) {
            if (i % (3 * values) < values) {
                wide[i] = Math.max(wide[i], Math.max(means[i], MOST - means[i]) / CLIP);
            }
        }
        return new Features(means, wide);
    }

    public float[] means() {
        return means.clone();
    }

    public float[] scales() {
        return scales.clone();
    }

    public int size() {
        return means.length;
    }

    /** The base scores of a row, one vector for each scorer. */
    public static double[][] scores(AnnotationTable table, int[] scorers, int row) {
        double[][] scores = new double[scorers.length][];
        Arrays.setAll(scores, s -> table.scores(scorers[s], row));
        return scores;
    }

    /** @param scores for each scorer one number in [0, 6] for each value, NaN where missing */
    public float[] of(double[][] scores) {
        float[] features = raw(scores);
        for (int i = 0; i < features.length; i++) {
            float standard = (features[i] - means[i]) / scales[i];
            features[i] = Float.isNaN(standard) ? 0 : Math.max(-CLIP, Math.min(CLIP, standard));
        }
        return features;
    }

    private static float[] raw(double[][] scores) {
        int values = scores[0].length;
        float[] features = new float[3 * values * scores.length];
        for (int s = 0; s < scores.length; s++) {
            double[] places = Ranks.standardised(scores[s]);
            int at = 3 * values * s;
            for (int v = 0; v < values; v++) {
                double score = scores[s][v];
                features[at + v] = (float) (score / 2);
                features[at + values + v] = Double.isNaN(score) ? Float.NaN : score >= PRESENT ? 1 : 0;
                features[at + 2 * values + v] = (float) places[v];
            }
        }
        return features;
    }
}
