package circumplex.ranker;

import java.util.Arrays;

/**
 * The tie rule: the highest score first, and posts of equal score as they stand in the engagement order.
 *
 * <p>Score and post are packed into one long, the negated score above 24 bits of post, so that sorting plain longs sorts by
 * both. A score needs 34 bits with its sign ({@link ScoreKernel}), so 58 of 64 bits are in use.
 */
final class ScoreOrder {

    private static final int POST_BITS = 24;
    private static final long POST_MASK = (1L << POST_BITS) - 1;

    private ScoreOrder() {}

    /** The scored posts of {@code feed}. */
    static Order of(Feed feed, Scores scores) {
        long[] keys = new long[feed.scoredCount()];
        int count = 0;
        for (int post = 0; post < feed.size(); post++) {
            if (feed.scored(post)) {
                keys[count++] = -scores.millionths(post) << POST_BITS | post;
            }
        }
        Arrays.sort(keys);
        int[] posts = new int[count];
        for (int place = 0; place < count; place++) {
            posts[place] = (int) (keys[place] & POST_MASK);
        }
        return Order.of(posts);
    }
}
