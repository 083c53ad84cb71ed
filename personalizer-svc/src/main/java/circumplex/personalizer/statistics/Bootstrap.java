package circumplex.personalizer.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Percentile intervals by drawing the units of a sample again with replacement. */
public final class Bootstrap {

    private final int draws;
    private final long seed;

    public Bootstrap(int draws, long seed) {
        if (draws < 1) {
            throw new IllegalArgumentException("a bootstrap needs at least one draw, was " + draws);
        }
        this.draws = draws;
        this.seed = seed;
    }

    /** A figure of a sample in which unit i is present {@code times[i]} times; NaN if it has none. */
    @FunctionalInterface
    public interface Statistic {
        double of(int[] times);
    }

    /** The interval of {@code statistic} over samples of {@code units} units. */
    public Interval interval(int units, Statistic statistic) {
        return resampled(units, statistic).interval();
    }

    /** The same with the figure of each sample. The samples follow from the seed and the number of units alone. */
    public Resampled resampled(int units, Statistic statistic) {
        int[] times = new int[units];
        Arrays.fill(times, 1);
        double mean = statistic.of(times);
        SplittableRandom random = new SplittableRandom(seed);
        double[] figures = new double[units > 0 ? draws : 0];
        for (int draw = 0; draw < figures.length; draw++) {
            Arrays.fill(times, 0);
            for (int i = 0; i < units; i++) {
                times[random.nextInt(units)]++;
            }
            figures[draw] = statistic.of(times);
        }
        return new Resampled(mean, figures);
    }

    /** The interval of the mean of {@code values}, NaN left out. */
    public Interval mean(double[] values) {
        return resampledMean(values).interval();
    }

    /** The same with the mean of each sample. */
    public Resampled resampledMean(double[] values) {
        return resampled(values.length, times -> {
            double sum = 0;
            long count = 0;
            for (int i = 0; i < values.length; i++) {
                if (times[i] > 0 && !Double.isNaN(values[i])) {
                    sum += times[i] * values[i];
                    count += times[i];
                }
            }
            return count == 0 ? Double.NaN : sum / count;
        });
    }
}
