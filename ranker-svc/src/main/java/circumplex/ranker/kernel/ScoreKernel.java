package circumplex.ranker.kernel;

import java.util.Arrays;

/**
 * Multiplies and adds: whole thousandths times whole thousandths, so that equal sums are equal whatever the order of the values.
 *
 * <p>Columns are added up five at a time: the running sums are then read and written a fifth as often as with one column at a
 * time, and the loops are still small enough for the JIT to turn into vector instructions. Each loop is a method of its own, which
 * the JIT compiles by itself. A column without weight is left out.
 *
 * <p>No sum overflows, not even on the way: every partial sum is at most Σ |w| · 6000, which {@link Weights#MAX_SUM} keeps within
 * an int. Ints and not longs: vector units multiply few longs at a time or none.
 */
public final class ScoreKernel {

    private ScoreKernel() {}

    /** @throws IllegalArgumentException if the number of weights is not that of the feed's values */
    public static Scores score(Feed feed, Weights weights) {
        if (weights.values() != feed.values()) {
            throw new IllegalArgumentException(weights.values() + " weights for " + feed.values() + " values");
        }
        int[][] columns = new int[feed.values()][];
        int[] factors = new int[feed.values()];
        int active = 0;
        for (int value = 0; value < feed.values(); value++) {
            if (weights.thousandths(value) != 0) {
                columns[active] = feed.column(value);
                factors[active++] = weights.thousandths(value);
            }
        }
        int[] sums = feed.sums();
        addUp(Arrays.copyOf(columns, active), factors, sums);
        return Scores.of(feed, sums);
    }

    /**
     * sums[i] = Σ factors[v] · columns[v][i].
     *
     * @param columns each at least as long as {@code sums}
     * @param factors at least as many as columns
     * @param sums what stands there before has no meaning
     */
    public static void addUp(int[][] columns, int[] factors, int[] sums) {
        int v = columns.length % 5;
        switch (v) {
            case 1 -> set(columns[0], factors[0], sums);
            case 2 -> set(columns[0], columns[1], factors[0], factors[1], sums);
            case 3 -> set(columns[0], columns[1], columns[2], factors[0], factors[1], factors[2], sums);
            case 4 -> set(columns[0], columns[1], columns[2], columns[3], factors[0], factors[1], factors[2], factors[3], sums);
            default -> Arrays.fill(sums, 0);
        }
        for (; v < columns.length; v += 5) {
            add(columns[v], columns[v + 1], columns[v + 2], columns[v + 3], columns[v + 4],
                    factors[v], factors[v + 1], factors[v + 2], factors[v + 3], factors[v + 4], sums);
        }
    }

    private static void set(int[] a, int wa, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = wa * a[i];
        }
    }

    private static void set(int[] a, int[] b, int wa, int wb, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = wa * a[i] + wb * b[i];
        }
    }

    private static void set(int[] a, int[] b, int[] c, int wa, int wb, int wc, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = wa * a[i] + wb * b[i] + wc * c[i];
        }
    }

    private static void set(int[] a, int[] b, int[] c, int[] d, int wa, int wb, int wc, int wd, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
        }
    }

    private static void add(
            int[] a, int[] b, int[] c, int[] d, int[] e, int wa, int wb, int wc, int wd, int we, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i] + we * e[i];
        }
    }
}
