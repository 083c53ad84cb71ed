package circumplex.ranker;

import java.util.Arrays;

/**
 * What each value gave to a post's score, in thousandths that add up to the score rounded to thousandths, half up.
 *
 * <p>Rounding each product by itself would not add up. So every product is rounded down, and what is then missing from the
 * sum goes, one thousandth each, to the products that lost most (largest remainder; of equal ones the earlier value). Every
 * contribution is less than one thousandth away from its product, and a product of whole thousandths is kept as it is.
 */
final class Contributions {

    /** Millionths in a thousandth. */
    private static final int THOUSANDTH = 1000;

    /** Room for the number of a value below its remainder in a sort key. */
    private static final int VALUE_BITS = 10;

    private Contributions() {}

    /** The contributions to {@code post}, by value. */
    static int[] of(Feed feed, Weights weights, int post) {
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
}
