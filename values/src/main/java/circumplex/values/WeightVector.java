package circumplex.values;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much a person wants each value of a set in a feed: from −1 (as little as possible) over 0 (no matter) to 1 (as much as
 * possible). Held in whole thousandths, because ranking multiplies whole numbers: only then are equal sums equal.
 */
public final class WeightVector {

    /** Thousandths in a weight of 1. */
    public static final int ONE = 1000;

    private final ValueSet set;
    private final int[] thousandths;

    private WeightVector(ValueSet set, int[] thousandths) {
        this.set = set;
        this.thousandths = thousandths;
    }

    /** No value matters: every post is worth the same. */
    public static WeightVector zero(ValueSet set) {
        return new WeightVector(set, new int[set.size()]);
    }

    /**
     * @param weights by value id, in [−1, 1], rounded to the nearest thousandth and halves away from 0, so that opposite weights
     *     stay opposite; a value that is absent weighs 0
     * @throws UnknownValueException if a key is no value of {@code set}
     * @throws VectorException if a weight is not a number in [−1, 1]
     */
    public static WeightVector of(ValueSet set, Map<String, Double> weights) {
        int[] packed = new int[set.size()];
        weights.forEach((valueId, weight) -> {
            int position = set.requirePosition(valueId);
            if (!(weight >= -1.0 && weight <= 1.0)) {
                throw new VectorException(position, "weight of " + valueId + " must be in [-1, 1], was " + weight);
            }
            packed[position] = (int) (Math.signum(weight) * Math.round(Math.abs(weight) * ONE));
        });
        return new WeightVector(set, packed);
    }

    public ValueSet set() {
        return set;
    }

    /** The weight in thousandths, −1000 to 1000. */
    public int thousandths(int position) {
        return thousandths[position];
    }

    public boolean isZero() {
        return Arrays.stream(thousandths).allMatch(weight -> weight == 0);
    }

    /** The weights that are not 0, by id, in the order of the set. */
    public Map<String, Double> toMap() {
        Map<String, Double> map = new LinkedHashMap<>();
        for (int i = 0; i < thousandths.length; i++) {
            if (thousandths[i] != 0) {
                map.put(set.dimension(i).id(), thousandths[i] / (double) ONE);
            }
        }
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightVector that && set == that.set && Arrays.equals(thousandths, that.thousandths);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(thousandths);
    }

    @Override
    public String toString() {
        return set + toMap().toString();
    }
}
