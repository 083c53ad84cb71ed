package circumplex.ranker.explain;

import circumplex.ranker.kernel.Scores;
import circumplex.ranker.order.Order;
import java.util.OptionalDouble;

/**
 * How well an order agrees with the engagement order, in [−1, 1]: over all pairs of posts, the share that both have the same
 * way round minus the share that they have the other way round. Counted by merge sort in O(n log n); short orders, where that
 * takes longer, with one bit for each post.
 */
public final class KendallTau {

    /** Orders of posts below this are counted bit by bit. */
    static final int SHORT = 2048;

    private KendallTau() {}

    /** Of an order of posts: 1 is the engagement order, −1 its reverse. Empty below two posts. */
    public static OptionalDouble ofOrder(Order order) {
        long pairs = pairs(order.size());
        return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of((pairs - 2.0 * discordant(order)) / pairs);
    }

    /** Of two orders of the same posts. Empty below two. */
    public static OptionalDouble between(Order order, Order reference) {
        int[] places = reference.places();
        int[] renamed = new int[order.size()];
        for (int place = 0; place < renamed.length; place++) {
            renamed[place] = places[order.post(place)];
        }
        return ofOrder(Order.of(renamed));
    }

    /**
     * Tau-b of scores: positive if posts with higher scores stand higher in the engagement order. A pair of equal scores counts
     * for neither side, and the divisor shrinks with such pairs; engagement has no ties. Empty if all scores are equal, which
     * includes fewer than two scored posts.
     *
     * @param byScore the scored posts as {@link circumplex.ranker.order.ScoreOrder} has them. There a pair of equal scores is never the other way
     *     round, so the pairs that are have different scores.
     */
    public static OptionalDouble bOfScores(Order byScore, Scores scores) {
        long pairs = pairs(byScore.size());
        long untied = pairs - tied(byScore, scores);
        if (untied == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((untied - 2.0 * discordant(byScore)) / Math.sqrt((double) untied * pairs));
    }

    private static long pairs(long posts) {
        return posts * (posts - 1) / 2;
    }

    private static long tied(Order byScore, Scores scores) {
        long tied = 0;
        int equalBefore = 0;
        for (int place = 1; place < byScore.size(); place++) {
            boolean equal = scores.millionths(byScore.post(place)) == scores.millionths(byScore.post(place - 1));
            equalBefore = equal ? equalBefore + 1 : 0;
            tied += equalBefore;
        }
        return tied;
    }

    /** Pairs of posts that stand the other way round than in the engagement order. */
    private static long discordant(Order order) {
        int posts = 0;
        for (int place = 0; place < order.size(); place++) {
            posts = Math.max(posts, order.post(place) + 1);
        }
        return posts <= SHORT ? discordantByBits(order, posts) : discordantByMerging(order);
    }

    /** For each post, the greater ones that stand before it, 64 at a time. */
    private static long discordantByBits(Order order, int posts) {
        long[] before = new long[(posts + Long.SIZE - 1) / Long.SIZE];
        long discordant = 0;
        for (int place = 0; place < order.size(); place++) {
            int post = order.post(place);
            int word = post / Long.SIZE;
            discordant += Long.bitCount(before[word] & (-2L << post));
            for (int greater = word + 1; greater < before.length; greater++) {
                discordant += Long.bitCount(before[greater]);
            }
            before[word] |= 1L << post;
        }
        return discordant;
    }

    private static long discordantByMerging(Order order) {
        int[] from = order.toArray();
        int[] to = new int[from.length];
        long discordant = 0;
        for (int width = 1; width < from.length; width *= 2) {
            for (int start = 0; start < from.length; start += 2 * width) {
                int middle = Math.min(start + width, from.length);
                int end = Math.min(middle + width, from.length);
                discordant += merge(from, to, start, middle, end);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return discordant;
    }

    /** Merges two sorted runs; a number of the second passes all that are left of the first. */
    private static long merge(int[] from, int[] to, int start, int middle, int end) {
        long passed = 0;
        int left = start;
        int right = middle;
        for (int next = start; next < end; next++) {
            if (right == end || (left < middle && from[left] < from[right])) {
                to[next] = from[left++];
            } else {
                passed += middle - left;
                to[next] = from[right++];
            }
        }
        return passed;
    }
}
