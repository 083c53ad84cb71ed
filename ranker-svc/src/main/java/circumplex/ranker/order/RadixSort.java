package circumplex.ranker.order;

/**
 * Sorts longs by their upper 32 bits, as a number with a sign; equal ones stay as they stand. By bytes, the last first (LSD radix
 * sort): no comparison depends on the numbers, so none is guessed wrong, which is what sorting a feed that was never seen takes its
 * time for.
 */
final class RadixSort {

    private static final int BITS = 8;
    private static final int BUCKETS = 1 << BITS;
    private static final int PASSES = Integer.SIZE / BITS;

    private RadixSort() {}

    /** The sorted keys: the given array or another one, with what remained of the work in the former. */
    static long[] sort(long... keys) {
        int[][] starts = counts(keys);
        long[] from = keys;
        long[] to = new long[keys.length];
        for (int pass = 0; pass < PASSES; pass++) {
            if (!accumulate(starts[pass], keys.length)) {
                continue;
            }
            int shift = Integer.SIZE + pass * BITS;
            int[] next = starts[pass];
            for (long key : from) {
                to[next[bucket(key, shift)]++] = key;
            }
            long[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static int[][] counts(long... keys) {
        int[][] counts = new int[PASSES][BUCKETS];
        for (long key : keys) {
            for (int pass = 0; pass < PASSES; pass++) {
                counts[pass][bucket(key, Integer.SIZE + pass * BITS)]++;
            }
        }
        return counts;
    }

    /** Turns counts into starts; false if one bucket has all keys, so that they need not be moved. */
    private static boolean accumulate(int[] counts, int all) {
        int start = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int count = counts[bucket];
            if (count == all) {
                return false;
            }
            counts[bucket] = start;
            start += count;
        }
        return true;
    }

    /** The sign is turned round, so that negative numbers come first. */
    private static int bucket(long key, int shift) {
        return (int) ((key ^ Long.MIN_VALUE) >>> shift) & (BUCKETS - 1);
    }
}
