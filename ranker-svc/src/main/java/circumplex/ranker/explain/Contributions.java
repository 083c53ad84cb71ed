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

    /** Added to a product so that it is not negative, and whole thousandths: rounding down is then a plain division. */
    private static final int SHIFT = Feed.MAX_SCORE * Weights.MAX;

    /** A remainder is below 1000 and has two digits of five bits. */
    private static final int DIGIT_BITS = 5;

    private static final int DIGITS = 1 << DIGIT_BITS;

    private Contributions() {}

    /** The contributions to {@code post}, by value. */
    public static int[] of(Feed feed, Weights weights, int post) {
        int[] contributions = new int[feed.values()];
        int[] remainders = new int[contributions.length];
        int lost = 0;
        for (int value = 0; value < contributions.length; value++) {
            int shifted = weights.thousandths(value) * feed.thousandths(post, value) + SHIFT;
            int down = shifted / THOUSANDTH;
            contributions[value] = down - SHIFT / THOUSANDTH;
            remainders[value] = shifted - down * THOUSANDTH;
            lost += remainders[value];
        }
        // Never more than there are losers: each lost less than a thousandth.
        int missing = (lost + THOUSANDTH / 2) / THOUSANDTH;
        if (missing > 0) {
            give(missing, remainders, contributions);
        }
        return contributions;
    }

    /**
     * One thousandth each to the largest remainders. The smallest of those is found by counting, first the upper and then the lower
     * five bits: nothing is sorted, and few branches depend on the numbers.
     */
    private static void give(int missing, int[] remainders, int[] contributions) {
        int[] counts = new int[DIGITS];
        for (int remainder : remainders) {
            counts[remainder >>> DIGIT_BITS]++;
        }
        int upper = DIGITS - 1;
        int left = missing;
        for (; counts[upper] < left; upper--) {
            left -= counts[upper];
        }
        Arrays.fill(counts, 0);
        for (int remainder : remainders) {
            if (remainder >>> DIGIT_BITS == upper) {
                counts[remainder & (DIGITS - 1)]++;
            }
        }
        int lower = DIGITS - 1;
        for (; counts[lower] < left; lower--) {
            left -= counts[lower];
        }
        int smallest = upper << DIGIT_BITS | lower;
        for (int value = 0; value < remainders.length; value++) {
            // One where the difference is negative.
            contributions[value] += (smallest - remainders[value]) >>> (Integer.SIZE - 1);
        }
        for (int value = 0; left > 0; value++) {
            if (remainders[value] == smallest) {
                contributions[value]++;
                left--;
            }
        }
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
