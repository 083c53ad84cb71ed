package circumplex.personalizer.evaluation;

import circumplex.personalizer.statistics.Interval;
import circumplex.personalizer.statistics.Resampled;

/**
 * What an evaluation says of one contestant. A figure that a contestant cannot have is NaN.
 *
 * @param k annotations that were to be known
 * @param effectiveK annotations that were known on average; people have no more than they made
 * @param rows rows with a correlation
 * @param rho the study's measure, drawn again over posts
 * @param overPeople the same figure; interval over people
 * @param mae mean distance of E[rating] from the rating
 * @param medianMae the same of the median rating
 * @param ece expected calibration error of P(rating &gt; 0)
 * @param coverage share of ratings inside the interval from the 10 % to the 90 % quantile, ends included
 * @param maeByValue {@code mae} of each value
 * @param rhoByValue Spearman's ρ between ratings and predicted means of one value over all rows: whether posts that express it more are told
 * @param reliability predicted and observed share, and weight, of each bin of P(rating &gt; 0)
 */
@SuppressWarnings("ArrayRecordComponent")
public record Result(
        String predictor,
        String base,
        int k,
        double effectiveK,
        int rows,
        Resampled rho,
        Interval overPeople,
        double mae,
        double medianMae,
        double ece,
        double coverage,
        double[] maeByValue,
        double[] rhoByValue,
        double[][] reliability) {

    /** The study's measure; interval over posts. */
    public Interval spearman() {
        return rho.interval();
    }
}
