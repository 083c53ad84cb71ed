package circumplex.personalizer.statistics;

import java.util.Arrays;

/** How far people agree. */
public final class Agreement {

    private Agreement() {}

    /**
     * ICC(1): the share of variance that lies between groups, by a one-way analysis of variance with groups of any size.
     *
     * @param group for each number the group it belongs to, from 0
     */
    public static double icc(double[] numbers, int[] group) {
        int groups = Arrays.stream(group).max().orElse(-1) + 1;
        double[] sums = new double[groups];
        int[] sizes = new int[groups];
        double total = 0;
        for (int i = 0; i < numbers.length; i++) {
            sums[group[i]] += numbers[i];
            sizes[group[i]]++;
            total += numbers[i];
        }
        double mean = total / numbers.length;
        double between = 0;
        double squaredSizes = 0;
        for (int g = 0; g < groups; g++) {
            double distance = sizes[g] == 0 ? 0 : sums[g] / sizes[g] - mean;
            between += sizes[g] * distance * distance;
            squaredSizes += (double) sizes[g] * sizes[g];
        }
        double within = 0;
        for (int i = 0; i < numbers.length; i++) {
            double distance = numbers[i] - sums[group[i]] / sizes[group[i]];
            within += distance * distance;
        }
        double size = (numbers.length - squaredSizes / numbers.length) / (groups - 1);
        double meanBetween = between / (groups - 1);
        double meanWithin = within / (numbers.length - groups);
        return (meanBetween - meanWithin) / (meanBetween + (size - 1) * meanWithin);
    }
}
