package circumplex.personalizer.calibration;

/**
 * The answer for one post and person, value by value.
 *
 * @param order how the values stand to one another within the post; comparable within the post only
 * @param mean E[rating] in [0, 6], comparable over posts; what is served
 * @param above P(rating &gt; c) for c = 0 … 5 by value; empty where the predictor gives no distribution
 */
@SuppressWarnings("ArrayRecordComponent")
public record Prediction(double[] order, double[] mean, double[][] above) {

    /** A prediction without a distribution, whose means also give the order. */
    public static Prediction ofMeans(double[] mean) {
        return new Prediction(mean, mean, new double[0][]);
    }

    public boolean hasDistribution() {
        return above.length > 0;
    }

    /** The smallest rating that a rating of this value reaches with at least probability {@code share}. */
    public int quantile(int value, double share) {
        int rating = 0;
        while (rating < above[value].length && 1 - above[value][rating] < share) {
            rating++;
        }
        return rating;
    }
}
