package circumplex.ranker.order;

import circumplex.ranker.kernel.Scores;
import java.util.Arrays;

/**
 * The tie rule: the highest score first, and posts of equal score as they stand in the engagement order.
 *
 * <p>Score and post are packed into one long, the complement of the score above 32 bits of post, so that comparing plain longs
 * compares both. The complement falls as the score rises and, unlike the negative, cannot overflow. Keys are distinct, because
 * posts are.
 */
public final class ScoreOrder {

    private ScoreOrder() {}

    /** All scored posts. */
    public static Order of(Scores scores) {
        // Keys are made in the order of the posts, so posts of equal score are in their order already.
        long[] keys = RadixSort.sort(keys(scores));
        return order(keys, keys.length);
    }

    /**
     * The first {@code count} scored posts, or all if there are fewer: the beginning of {@link #of}, without sorting the rest. A
     * heap holds the best that were seen, the worst of them on top; most posts of a long feed lose to it at once.
     */
    public static Order first(Scores scores, int count) {
        if (count >= scores.scoredCount()) {
            return of(scores);
        }
        if (count == 0) {
            return Order.of();
        }
        long[] keys = keys(scores);
        for (int parent = count / 2 - 1; parent >= 0; parent--) {
            siftDown(keys, parent, count);
        }
        for (int next = count; next < keys.length; next++) {
            if (keys[next] < keys[0]) {
                keys[0] = keys[next];
                siftDown(keys, 0, count);
            }
        }
        Arrays.sort(keys, 0, count);
        return order(keys, count);
    }

    private static long[] keys(Scores scores) {
        long[] keys = new long[scores.scoredCount()];
        int count = 0;
        for (int post = 0; post < scores.size(); post++) {
            if (scores.scored(post)) {
                keys[count++] = (long) ~scores.millionths(post) << Integer.SIZE | post;
            }
        }
        return keys;
    }

    private static Order order(long[] keys, int count) {
        int[] posts = new int[count];
        for (int place = 0; place < count; place++) {
            posts[place] = (int) keys[place];
        }
        return Order.of(posts);
    }

    /** Moves the key at {@code parent} down the heap of the first {@code size} keys until none below it is greater. */
    private static void siftDown(long[] keys, int parent, int size) {
        long key = keys[parent];
        int hole = parent;
        for (int child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && keys[child + 1] > keys[child]) {
                child++;
            }
            if (keys[child] <= key) {
                break;
            }
            keys[hole] = keys[child];
            hole = child;
        }
        keys[hole] = key;
    }
}
