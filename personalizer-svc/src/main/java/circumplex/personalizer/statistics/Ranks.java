package circumplex.personalizer.statistics;

import java.util.Arrays;

/** Places of numbers in their order; equal numbers share the mean of their places. NaN means missing and gets no place. */
public final class Ranks {

    /** Up to so many numbers, putting each in its place among those before it is quicker than a sort and a search. */
    private static final int FEW = 40;

    private Ranks() {}

    /** The place of every number, the smallest being 1; NaN stays NaN. */
    public static double[] average(double[] values) {
        return values.length <= FEW ? inserted(values) : sorted(values);
    }

    private static double[] inserted(double[] values) {
        double[] ranks = new double[values.length];
        int[] order = new int[values.length];
        int present = 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                ranks[i] = Double.NaN;
                continue;
            }
            int place = present++;
            while (place > 0 && values[order[place - 1]] > values[i]) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = i;
        }
        for (int below = 0, upTo; below < present; below = upTo) {
            upTo = below + 1;
            while (upTo < present && values[order[upTo]] == values[order[below]]) {
                upTo++;
            }
            for (int place = below; place < upTo; place++) {
                ranks[order[place]] = (below + 1 + upTo) / 2.0;
            }
        }
        return ranks;
    }

    private static double[] sorted(double[] values) {
        int present = 0;
        double[] sorted = new double[values.length];
        for (double value : values) {
            if (!Double.isNaN(value)) {
                // 0.0 and -0.0 are one number, but not to a sort.
                sorted[present++] = value + 0.0;
            }
        }
        Arrays.sort(sorted, 0, present);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                ranks[i] = Double.NaN;
                continue;
            }
            int below = bound(sorted, present, values[i], false);
            int upTo = bound(sorted, present, values[i], true);
            ranks[i] = (below + 1 + upTo) / 2.0;
        }
        return ranks;
    }

    /** Places with mean 0 and variance 1 over the numbers present; 0 everywhere where all numbers are equal; NaN stays NaN. */
    public static double[] standardised(double[] values) {
        double[] ranks = average(values);
        double sum = 0;
        double squares = 0;
        int present = 0;
        for (double rank : ranks) {
            if (!Double.isNaN(rank)) {
                sum += rank;
                present++;
            }
        }
        double mean = present == 0 ? 0 : sum / present;
        for (double rank : ranks) {
            squares += Double.isNaN(rank) ? 0 : (rank - mean) * (rank - mean);
        }
        double scale = squares > 0 ? Math.sqrt(squares / present) : 1;
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = (ranks[i] - mean) / scale;
        }
        return ranks;
    }

    /** How many of the first {@code size} sorted numbers are below {@code value}, or not above it. */
    private static int bound(double[] sorted, int size, double value, boolean inclusive) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (inclusive && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
