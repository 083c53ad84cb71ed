package circumplex.personalizer.statistics;

/**
 * A figure and where it would fall again in 95 of 100 samples like this one.
 *
 * @param mean the figure of the sample; NaN if it has none
 * @param low 2.5 % quantile
 * @param high 97.5 % quantile
 */
public record Interval(double mean, double low, double high) {

    /** A figure without a sample to draw again from. */
    public static Interval exactly(double mean) {
        return new Interval(mean, mean, mean);
    }
}
