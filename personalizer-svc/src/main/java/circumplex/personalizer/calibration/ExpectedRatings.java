package circumplex.personalizer.calibration;

/**
 * What is served of a calibrator's answer for one post and person, value by value: only what is comparable over posts. The order of values
 * within a post, which gives every post about the same total, is not in it.
 *
 * @param mean E[rating] in [0, 6]
 * @param above P(rating &gt; c) for c = 0 … 5, by value; never rising with c
 * @param error standard error of the mean, at least 0: how far networks of other seeds are from one another, and what is left of the
 *     ratings' residual variance after as many ratings as there are of the value
 */
@SuppressWarnings("ArrayRecordComponent")
public record ExpectedRatings(double[] mean, double[][] above, double[] error) {

    /** The smallest rating that a rating of this value does not exceed with at least probability {@code share}. */
    public int quantile(int value, double share) {
        int rating = 0;
        while (rating < above[value].length && 1 - above[value][rating] < share) {
            rating++;
        }
        return rating;
    }
}
