package circumplex.personalizer.calibration;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.data.BadRowException;
import circumplex.personalizer.data.TableBuilder;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A table that can be learnt in a second: posts have something, the scorer sees it late, people see it plus their own taste. */
public final class SmallTable {

    private SmallTable() {}

    public static AnnotationTable of(int people, int posts, int each, long seed) {
        return of(people, posts, each, seed, 0, 0);
    }

    /** @param changedRow whose ratings are others than they would be; 0 changes none when {@code change} is 0 */
    public static AnnotationTable of(int people, int posts, int each, long seed, int changedRow, int change) {
        ValueSet set = ValueSets.all().defaultSet();
        SplittableRandom random = new SplittableRandom(seed);
        double[][] content = new double[posts][];
        float[][] base = new float[posts][set.size()];
        for (int post = 0; post < posts; post++) {
            content[post] = gaussians(random, set.size());
            for (int v = 0; v < set.size(); v++) {
                base[post][v] = (float) Math.max(0, Math.min(6, 1 + 2 * content[post][v] + random.nextGaussian()));
            }
        }
        TableBuilder table = new TableBuilder(set, List.of("toy"), 3, false, people * each);
        int row = 0;
        for (int person = 0; person < people; person++) {
            double[] taste = gaussians(random, set.size());
            float[] answers = {(float) taste[0], (float) taste[1], (float) taste[2]};
            for (int i = 0; i < each; i++, row++) {
                int post = (person * 7 + i * 3) % posts;
                byte[] ratings = new byte[set.size()];
                for (int v = 0; v < ratings.length; v++) {
                    double latent = v % 4 - 2 + 2 * content[post][v] + 1.5 * taste[v] + random.nextGaussian();
                    ratings[v] = (byte) Math.max(0, Math.min(6, Math.round(latent)));
                    ratings[v] = (byte) (row == changedRow ? (ratings[v] + change) % 7 : ratings[v]);
                }
                try {
                    table.add("person" + person, "post" + post, ratings, new float[][] {base[post]}, new float[0], answers);
                } catch (BadRowException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return table.build();
    }

    private static double[] gaussians(SplittableRandom random, int size) {
        double[] numbers = new double[size];
        Arrays.setAll(numbers, i -> random.nextGaussian());
        return numbers;
    }
}
