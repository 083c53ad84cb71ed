package circumplex.personalizer.statistics;

import java.util.Arrays;

/**
 * A figure of a sample, and the same figure of samples that were drawn from it again.
 *
 * @param figure of the sample itself; NaN if it has none
 * @param draws of the samples drawn, in their order; NaN where one has none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Resampled(double figure, double[] draws) {

    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    /** The percentile interval. */
    public Interval interval() {
        double[] defined = Arrays.stream(draws).filter(draw -> !Double.isNaN(draw)).sorted().toArray();
        if (defined.length == 0) {
            return Interval.exactly(figure);
        }
        int last = defined.length - 1;
        return new Interval(figure, defined[(int) (LOW * last)], defined[(int) Math.ceil(HIGH * last)]);
    }

    /**
     * How much higher this figure is than another one's of the same units, by samples that are the same for both: what makes a sample easy
     * or hard makes it so for both and falls out, so the interval is that of the difference and much narrower than either's.
     *
     * @param other by a {@link Bootstrap} of the same seed over the same number of units; only draws that both have are compared
     */
    public Resampled minus(Resampled other) {
        double[] differences = new double[Math.min(draws.length, other.draws.length)];
        Arrays.setAll(differences, draw -> draws[draw] - other.draws[draw]);
        return new Resampled(figure - other.figure, differences);
    }

    @Override
    public String toString() {
        return figure + " with " + draws.length + " draws";
    }
}
