package circumplex.ranker.stage;

import circumplex.ranker.order.Order;
import java.util.Arrays;

/**
 * Mixes the order by score with the engagement order: a weighted Borda count. A post's cost is (1000 − share) times its place by
 * score plus share times its place by engagement, both dense over the scored posts; the cheapest comes first, and equal costs keep
 * the engagement order. Places and not scores, because a score has no unit that engagement could be measured in.
 *
 * <p>A cost is at most 1000 · {@link circumplex.ranker.kernel.Feed#MAX_POSTS} = 1.7 · 10¹⁰, 35 bits; with 24 bits of post below,
 * the key fits a long.
 *
 * @param shareMilli how much engagement counts, in thousandths: 0 is the order by score, 1000 the engagement order
 */
public record EngagementBlend(int shareMilli) {

    /** The order by score alone. */
    public static final EngagementBlend NONE = new EngagementBlend(0);

    private static final int ONE = 1000;
    private static final int POST_BITS = 24;

    public EngagementBlend {
        if (shareMilli < 0 || shareMilli > ONE) {
            throw new IllegalArgumentException("a share must be in [0, 1000] thousandths, was " + shareMilli);
        }
    }

    /** @param byScore scored posts after the tie rule */
    public Order blend(Order byScore) {
        if (shareMilli == 0) {
            return byScore;
        }
        int[] byEngagement = byScore.toArray();
        Arrays.sort(byEngagement);
        long[] keys = new long[byScore.size()];
        for (int place = 0; place < keys.length; place++) {
            int post = byScore.post(place);
            long engagementPlace = Arrays.binarySearch(byEngagement, post);
            keys[place] = ((ONE - shareMilli) * (long) place + shareMilli * engagementPlace) << POST_BITS | post;
        }
        Arrays.sort(keys);
        int[] posts = new int[keys.length];
        Arrays.setAll(posts, place -> (int) (keys[place] & (1 << POST_BITS) - 1));
        return Order.of(posts);
    }
}
