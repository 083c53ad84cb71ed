package circumplex.classifier.embedded.training;

import circumplex.classifier.embedded.Bag;
import circumplex.classifier.embedded.RowTable;
import circumplex.classifier.text.PostText;
import java.util.ArrayList;
import java.util.List;

/** Texts as the sparse vectors that {@link RowTable} sums by, and their labels. */
final class Examples {

    /** Rows that a text lights, with sign and length in {@code weights}; unknown rows are left out. */
    private final int[][] rows;

    private final float[][] weights;
    private final boolean[][] labels;

    private Examples(int[][] rows, float[][] weights, boolean[][] labels) {
        this.rows = rows;
        this.weights = weights;
        this.labels = labels;
    }

    /** How rare each row of a table of this size is in these texts. */
    static byte[] rarity(List<Argument> arguments, int bits) {
        int[] df = new int[1 << bits];
        Bag bag = new Bag(bits);
        for (Argument argument : arguments) {
            bag.read(PostText.read(argument.premise()).tokens());
            for (int i = 0; i < bag.size(); i++) {
                df[bag.row(i)]++;
            }
        }
        byte[] rarity = new byte[df.length];
        for (int row = 0; row < df.length; row++) {
            rarity[row] = RowTable.rarity(df[row], arguments.size());
        }
        return rarity;
    }

    static Examples of(List<Argument> arguments, byte[] rarity, int bits) {
        Bag bag = new Bag(bits);
        int n = arguments.size();
        int[][] rows = new int[n][];
        float[][] weights = new float[n][];
        boolean[][] labels = new boolean[n][];
        for (int i = 0; i < n; i++) {
            bag.read(PostText.read(arguments.get(i).premise()).tokens());
            List<Integer> known = new ArrayList<>();
            long words = 0;
            long characters = 0;
            for (int j = 0; j < bag.size(); j++) {
                int weight = rarity[bag.row(j)];
                if (weight != 0) {
                    known.add(j);
                    words += j < bag.words() ? (long) weight * weight : 0;
                    characters += j < bag.words() ? 0 : (long) weight * weight;
                }
            }
            rows[i] = new int[known.size()];
            weights[i] = new float[known.size()];
            for (int k = 0; k < known.size(); k++) {
                int j = known.get(k);
                rows[i][k] = bag.row(j);
                weights[i][k] = (float) (bag.sign(j) * rarity[bag.row(j)] / Math.sqrt((double) (j < bag.words() ? words : characters)));
            }
            List<Boolean> labelled = arguments.get(i).labelled();
            labels[i] = new boolean[labelled.size()];
            for (int v = 0; v < labels[i].length; v++) {
                labels[i][v] = labelled.get(v);
            }
        }
        return new Examples(rows, weights, labels);
    }

    int size() {
        return rows.length;
    }

    int values() {
        return labels[0].length;
    }

    int[] rows(int i) {
        return rows[i];
    }

    float[] weights(int i) {
        return weights[i];
    }

    boolean labelled(int i, int value) {
        return labels[i][value];
    }

    boolean[][] labels() {
        return labels;
    }

    /** The sums of each text over {@code table}, rows of {@code columns} numbers. */
    float[][] sums(float[] table, int columns) {
        float[][] sums = new float[size()][columns];
        for (int i = 0; i < sums.length; i++) {
            for (int k = 0; k < rows[i].length; k++) {
                int from = rows[i][k] * columns;
                for (int c = 0; c < columns; c++) {
                    sums[i][c] += weights[i][k] * table[from + c];
                }
            }
        }
        return sums;
    }
}
