package circumplex.ranker.explain;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Weights;
import java.util.Arrays;

/**
 * What each value gave to a post's score, in thousandths that add up to the score rounded to thousandths, half up.
 *
 * <p>Rounding each product by itself would not add up. So every product is rounded down, and what is then missing from the
 * sum goes, one thousandth each, to the products that lost most (largest remainder; of equal ones the earlier value). Every
 * contribution is less than one thousandth away from its product, and a product of whole thousandths is kept as it is.
 */
public final class Contributions {

    /** Millionths in a thousandth. */
    private static final int THOUSANDTH = 1000;

    /** Room for the number of a value below its remainder in a sort key. */
    private static final int VALUE_BITS = 10;

    private Contributions() {}

    /** The contributions to {@code post}, by value. */
    public static int[] of(Feed feed, Weights weights, int post) {
        int[] contributions = new int[feed.values()];
        int[] keys = new int[contributions.length];
        int losers = 0;
        int lost = 0;
        for (int value = 0; value < contributions.length; value++) {
            int product = weights.thousandths(value) * feed.thousandths(post, value);
            contributions[value] = Math.floorDiv(product, THOUSANDTH);
            int remainder = Math.floorMod(product, THOUSANDTH);
            if (remainder > 0) {
                keys[losers++] = (THOUSANDTH - remainder) << VALUE_BITS | value;
                lost += remainder;
            }
        }
        // Never more than there are losers: each lost less than a thousandth.
        int missing = (lost + THOUSANDTH / 2) / THOUSANDTH;
        Arrays.sort(keys, 0, losers);
        for (int i = 0; i < missing; i++) {
            contributions[keys[i] & (1 << VALUE_BITS) - 1]++;
        }
        return contributions;
    }

    /** The values that gave anything, those that gave or took most first; of equal ones the earlier value. */
    public static int[] largestFirst(int... contributions) {
        long[] keys = new long[contributions.length];
        int count = 0;
        for (int value = 0; value < contributions.length; value++) {
            if (contributions[value] != 0) {
                keys[count++] = (long) -Math.abs(contributions[value]) << Integer.SIZE | value;
            }
        }
        Arrays.sort(keys, 0, count);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = (int) keys[i];
        }
        return values;
    }
}
