package circumplex.personalizer;

import circumplex.values.RatingVector;

/**
 * Where one rating of a person will fall: the negative binomial that a Poisson rating has when its gain is known only as a
 * Gamma distribution, restricted to the ratings 0 to 6 that exist.
 */
final class PredictedRatings {

    private final double[] cumulative = new double[RatingVector.MAX + 1];

    /**
     * @param mean expected rating before the restriction, in [0, 6]
     * @param shape shape of the Gamma distribution, above 0: the more is known, the larger, and the narrower the ratings
     */
    PredictedRatings(double mean, double shape) {
        double success = mean / (shape + mean);
        // Weights relative to that of 0: the restriction divides by their sum, so the weight of 0 itself cancels.
        double weight = 1;
        double sum = 0;
        for (int rating = 0; rating < cumulative.length; rating++) {
            sum += weight;
            cumulative[rating] = sum;
            weight *= success * (shape + rating) / (rating + 1);
        }
    }

    /** The smallest rating that is not exceeded with probability {@code probability}, which is above 0 and below 1. */
    int quantile(double probability) {
        double target = probability * cumulative[RatingVector.MAX];
        int rating = 0;
        while (cumulative[rating] < target) {
            rating++;
        }
        return rating;
    }
}
