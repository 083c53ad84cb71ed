package circumplex.ranker.kernel;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The posts of one request in engagement order, and their scores in thousandths: one column per value, one row per post. The
 * rows of unscored posts are 0.
 *
 * <p>Columns are filled up to whole cache lines and made one after the other, with one more for the sums: where one of them begins in
 * its line, there all begin. The vector loop aligns one array that it walks along; the others are then aligned too.
 */
public final class Feed {

    /** Thousandths in the largest score; the smallest is 0. */
    public static final int MAX_SCORE = 6000;

    /** Four value sets of 256 values, as the contract allows. */
    public static final int MAX_VALUES = 1024;

    /** Far above the contract's 10,000. */
    public static final int MAX_POSTS = 1 << 24;

    /** Ints in a cache line, and what of the first line of an array its header takes. */
    private static final int LINE = 16;

    private static final int HEADER = 4;

    private final boolean[] scored;
    private final int[][] columns;
    private final AtomicReference<int @Nullable []> roomForSums;

    private Feed(boolean[] scored, int[][] columns, int[] roomForSums) {
        this.scored = scored;
        this.columns = columns;
        this.roomForSums = new AtomicReference<>(roomForSums);
    }

    public int size() {
        return scored.length;
    }

    public int values() {
        return columns.length;
    }

    public boolean scored(int post) {
        return scored[post];
    }

    /** By post. The feed's own array: not to be changed. */
    boolean[] scoredFlags() {
        return scored;
    }

    public int thousandths(int post, int value) {
        return columns[value][post];
    }

    /** The scores of one value, by post, and zeros after the last one. The feed's own array, for the kernel: not to be changed. */
    int[] column(int value) {
        return columns[value];
    }

    /** As long as a column, and the caller's own: the room beside the columns for whoever asks first. */
    int[] sums() {
        int[] room = roomForSums.getAndSet(null);
        return room == null ? new int[filledUp(size())] : room;
    }

    /** {@code count} columns for so many posts, each filled up to whole cache lines. */
    public static int[][] columns(int posts, int count) {
        return new int[count][filledUp(posts)];
    }

    private static int filledUp(int posts) {
        return (posts + HEADER + LINE - 1) / LINE * LINE - HEADER;
    }

    /** Takes the scores post by post; a post that is never given scores is unscored. */
    public static final class Builder {

        private final boolean[] scored;
        private final int[][] columns;

        /** @throws IllegalArgumentException if there are more posts than {@link #MAX_POSTS} or values than {@link #MAX_VALUES} */
        public Builder(int posts, int values) {
            if (posts > MAX_POSTS || values > MAX_VALUES) {
                throw new IllegalArgumentException("too large for a feed: " + posts + " posts, " + values + " values");
            }
            scored = new boolean[posts];
            columns = Feed.columns(posts, values + 1);
        }

        /**
         * @param post the place in the engagement order, counted from 0
         * @param thousandths one score per value
         * @throws IllegalArgumentException if the number of scores is not that of the values, or one is outside 0 to 6000
         */
        public Builder scores(int post, int... thousandths) {
            if (thousandths.length != columns.length - 1) {
                throw new IllegalArgumentException("needs " + (columns.length - 1) + " scores, has " + thousandths.length);
            }
            for (int value = 0; value < thousandths.length; value++) {
                int score = thousandths[value];
                if (score < 0 || score > MAX_SCORE) {
                    throw new IllegalArgumentException("a score must be in [0, 6000] thousandths, was " + score);
                }
                columns[value][post] = score;
            }
            scored[post] = true;
            return this;
        }

        /** The feed; this builder must not be used again. */
        public Feed build() {
            int values = columns.length - 1;
            return new Feed(scored, Arrays.copyOf(columns, values), columns[values]);
        }
    }
}
