package circumplex.ranker.chance;

import circumplex.ranker.kernel.Weights;

/** How far the score of every post may be off: the standard deviation of its error, in millionths. */
public final class ScoreErrors {

    private static final double THOUSANDTHS = 1000;

    private final double[] millionths;

    private ScoreErrors(double[] millionths) {
        this.millionths = millionths;
    }

    /** None known yet: no post is off. */
    public static ScoreErrors none(int posts) {
        return new ScoreErrors(new double[posts]);
    }

    /** Says the standard errors of one post's scores, by value, in units of the score. To be called before intervals are made. */
    public void put(int post, Weights weights, Correlation correlation, float... standardErrors) {
        double[] deviations = new double[weights.values()];
        for (int value = 0; value < deviations.length; value++) {
            deviations[value] = weights.thousandths(value) * (double) standardErrors[value];
        }
        millionths[post] = THOUSANDTHS * correlation.deviation(deviations);
    }

    double millionths(int post) {
        return millionths[post];
    }
}
