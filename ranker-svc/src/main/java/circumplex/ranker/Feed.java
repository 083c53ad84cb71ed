package circumplex.ranker;

/**
 * The posts of one request in engagement order, and their scores in thousandths: one column per value, one row per post. The
 * rows of unscored posts are 0.
 */
final class Feed {

    /** Thousandths in the largest score; the smallest is 0. */
    static final int MAX_SCORE = 6000;

    /** Four value sets of 256 values, as the contract allows. {@link ScoreOrder} relies on this bound. */
    static final int MAX_VALUES = 1024;

    /** Far above the contract's 10,000. {@link ScoreOrder} relies on this bound. */
    static final int MAX_POSTS = 1 << 24;

    private final boolean[] scored;
    private final int[][] columns;

    private Feed(boolean[] scored, int[][] columns) {
        this.scored = scored;
        this.columns = columns;
    }

    int size() {
        return scored.length;
    }

    int values() {
        return columns.length;
    }

    boolean scored(int post) {
        return scored[post];
    }

    int scoredCount() {
        int count = 0;
        for (boolean is : scored) {
            count += is ? 1 : 0;
        }
        return count;
    }

    int thousandths(int post, int value) {
        return columns[value][post];
    }

    /** The scores of one value, by post. The feed's own array, for the kernel: not to be changed. */
    int[] column(int value) {
        return columns[value];
    }

    /** Takes the scores post by post; a post that is never given scores is unscored. */
    static final class Builder {

        private final boolean[] scored;
        private final int[][] columns;

        /** @throws IllegalArgumentException if there are more posts or values than a sort key has room for */
        Builder(int posts, int values) {
            if (posts > MAX_POSTS || values > MAX_VALUES) {
                throw new IllegalArgumentException("too large for a feed: " + posts + " posts, " + values + " values");
            }
            scored = new boolean[posts];
            columns = new int[values][posts];
        }

        /**
         * @param post the place in the engagement order, counted from 0
         * @param thousandths one score per value
         * @throws IllegalArgumentException if the number of scores is not that of the values, or one is outside 0 to 6000
         */
        Builder scores(int post, int... thousandths) {
            if (thousandths.length != columns.length) {
                throw new IllegalArgumentException("needs " + columns.length + " scores, has " + thousandths.length);
            }
            for (int value = 0; value < columns.length; value++) {
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
        Feed build() {
            return new Feed(scored, columns);
        }
    }
}
