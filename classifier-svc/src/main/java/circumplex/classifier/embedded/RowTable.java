package circumplex.classifier.embedded;

import circumplex.model.BadModel;
import circumplex.model.tensor.Dtype;
import circumplex.model.tensor.Tensor;
import circumplex.model.tensor.Tensors;
import java.util.Map;

/**
 * The rows that n-grams light. A text is the sum of its rows, each times how rare it is, divided by the length that the rarities make: for
 * the words and for the characters apart. Long texts and short ones are then of one size.
 *
 * <p>Rarity is ln((1 + n) / (1 + df)) + 1 for df of n training texts, in steps of 1/{@value #STEPS}; 0 where no training text lit the row.
 * Products of rarity and row are whole numbers, so sums are exact and do not depend on the order.
 */
public final class RowTable {

    static final int STEPS = 14;

    private static final int LARGEST = 127;

    private final int bits;
    private final int columns;
    private final byte[] rarity;
    private final float[] scale;

    /** Rarity times row. */
    private final float[] table;

    private RowTable(int bits, int columns, byte[] rarity, byte[] rows, float[] scale) {
        this.bits = bits;
        this.columns = columns;
        this.rarity = rarity;
        this.scale = scale;
        this.table = new float[rows.length];
        for (int row = 0; row < rarity.length; row++) {
            multiply(row * columns, rarity[row], rows);
        }
    }

    /** A method of its own, so that it is compiled soon: a start waits for millions of products. */
    private void multiply(int from, int factor, byte[] rows) {
        for (int i = from; i < from + columns; i++) {
            table[i] = factor * rows[i];
        }
    }

    /** @param rows one after the other; rounded to 255 steps a column */
    public static Map<String, Tensor> pack(int bits, int columns, byte[] rarity, float[] rows) {
        float[] scale = new float[columns];
        for (int i = 0; i < rows.length; i++) {
            scale[i % columns] = Math.max(scale[i % columns], Math.abs(rows[i]) / LARGEST);
        }
        byte[] packed = new byte[rows.length];
        for (int i = 0; i < rows.length; i++) {
            packed[i] = (byte) (scale[i % columns] == 0 ? 0 : Math.round(rows[i] / scale[i % columns]));
        }
        return Map.of(
                "rows", Tensor.of(packed, 1 << bits, columns),
                "rows.scale", Tensor.of(scale, columns),
                "rows.rarity", Tensor.of(rarity, 1 << bits));
    }

    /** @throws BadModel if the tensors are not those of a table of this size */
    static RowTable of(Tensors tensors, int bits, int columns) {
        byte[] rarity = tensors.require("rows.rarity", Dtype.I8, 1 << bits).bytes();
        for (byte each : rarity) {
            if (each < 0) {
                throw new BadModel("a rarity is negative");
            }
        }
        return new RowTable(
                bits,
                columns,
                rarity,
                tensors.require("rows", Dtype.I8, 1 << bits, columns).bytes(),
                tensors.require("rows.scale", Dtype.F32, columns).floats());
    }

    /** What {@code df} of {@code texts} make of a row; 0 if none. */
    public static byte rarity(int df, int texts) {
        return (byte) (df == 0 ? 0 : Math.min(LARGEST, Math.round(STEPS * (Math.log((1.0 + texts) / (1.0 + df)) + 1))));
    }

    public Bag newBag() {
        return new Bag(bits);
    }

    public int columns() {
        return columns;
    }

    /** Adds the sum of a text's rows to {@code out}, from {@code at} on; false and nothing if none of its rows is known. */
    public boolean sum(Bag bag, float[] out, int at) {
        float[] words = new float[columns];
        float[] characters = new float[columns];
        double norm = sum(bag, 0, bag.words(), words);
        double normOfCharacters = sum(bag, bag.words(), bag.size(), characters);
        for (int c = 0; c < columns; c++) {
            out[at + c] += (float) (scale[c] * (words[c] / Math.max(1, norm) + characters[c] / Math.max(1, normOfCharacters)));
        }
        return norm > 0 || normOfCharacters > 0;
    }

    private double sum(Bag bag, int from, int to, float[] sum) {
        long squares = 0;
        for (int i = from; i < to; i++) {
            int row = bag.row(i);
            int weight = rarity[row];
            if (weight != 0) {
                squares += (long) weight * weight;
                add(row * columns, bag.sign(i), sum);
            }
        }
        return Math.sqrt((double) squares);
    }

    private void add(int from, float sign, float[] sum) {
        for (int c = 0; c < sum.length; c++) {
            sum[c] += sign * table[from + c];
        }
    }
}
