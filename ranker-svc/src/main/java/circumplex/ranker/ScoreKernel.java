package circumplex.ranker;

/**
 * Multiplies and adds: whole thousandths times whole thousandths, so that equal sums are equal whatever the order of the
 * values. No sum overflows: at most 1024 values · 1000 · 6000 = 6,144,000,000, which is too much for an int and little for a
 * long.
 */
final class ScoreKernel {

    private ScoreKernel() {}

    static Scores score(Feed feed, Weights weights) {
        long[] sums = new long[feed.size()];
        for (int value = 0; value < feed.values(); value++) {
            long weight = weights.thousandths(value);
            if (weight != 0) {
                int[] column = feed.column(value);
                for (int post = 0; post < sums.length; post++) {
                    sums[post] += weight * column[post];
                }
            }
        }
        return new Scores(feed, sums);
    }
}
