package circumplex.personalizer;

import circumplex.personalizer.annotation.Evidence;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;

/**
 * The calibrator that needs no training: one factor per value, the gain, by which this person sees more or less of the value
 * than the scorer does.
 *
 * <p>The gain is the posterior mean of a Gamma–Poisson model. A rating y of a post with base score s is Poisson with mean g·s,
 * and before any annotation g is Gamma with shape and rate λm, m being the value's base rate; so
 * {@code g = (Σy + λm) / (Σs + λm)}. It acts on the odds of s/6, which keeps the result in the range of a rating.
 */
final class ShrunkGain {

    /** Name and version, sent with every answer. */
    static final String ID = "shrunk-gain-1";

    /** Weight of the prior: as much as this many average posts. */
    static final double LAMBDA = 10;

    /** The odds are finite and not extreme only this far from both ends of the scale. */
    private static final double EDGE = 0.01;

    /** One person may scale the odds of a value by at most e^1.5 ≈ 4.5 either way. */
    private static final double MAX_LOG_GAIN = 1.5;

    private final ValueSet set;
    private final double[] gains;
    private final double[] lifts;
    private final double[] shapes;

    /** @param evidence what this person's annotations say about the scorer whose scores will be calibrated */
    ShrunkGain(BaseRates rates, Evidence evidence) {
        if (rates.set() != evidence.set()) {
            throw new IllegalArgumentException("base rates of " + rates.set() + " do not fit evidence about " + evidence.set());
        }
        set = evidence.set();
        gains = new double[set.size()];
        lifts = new double[set.size()];
        shapes = new double[set.size()];
        for (int v = 0; v < gains.length; v++) {
            double prior = LAMBDA * rates.get(v);
            shapes[v] = prior + evidence.ratingSum(v);
            gains[v] = shapes[v] / (prior + evidence.scoreSum(v));
            lifts[v] = Math.expm1(clamp(Math.log(gains[v]), -MAX_LOG_GAIN, MAX_LOG_GAIN));
        }
    }

    /** g of the value: above 1 this person sees more of it than the scorer, below 1 less, exactly 1 if nothing is known. */
    double gain(int position) {
        return gains[position];
    }

    /** What somebody with the gain {@code gain} would rate a value that has the base score {@code score}. */
    static double shifted(double score, double gain) {
        double share = clamp(score / ScoreVector.MAX, EDGE, 1 - EDGE);
        return mean((float) score, share, Math.expm1(clamp(Math.log(gain), -MAX_LOG_GAIN, MAX_LOG_GAIN)));
    }

    /** What this person would rate a post with these base scores. */
    PersonalScores apply(ScoreVector base) {
        if (base.set() != set) {
            throw new IllegalArgumentException("a gain over " + set + " cannot change scores of " + base.set());
        }
        float[] means = new float[gains.length];
        float[] errors = new float[gains.length];
        float[] lows = new float[gains.length];
        float[] highs = new float[gains.length];
        for (int v = 0; v < means.length; v++) {
            double share = clamp(base.get(v) / (double) ScoreVector.MAX, EDGE, 1 - EDGE);
            means[v] = mean(base.get(v), share, lifts[v]);
            errors[v] = error(share, lifts[v], shapes[v]);
            PredictedRatings ratings = new PredictedRatings(means[v], shapes[v]);
            lows[v] = ratings.quantile(0.1);
            highs[v] = ratings.quantile(0.9);
        }
        return new PersonalScores(ScoreVector.of(set, means), lows, highs, errors);
    }

    /**
     * s plus what the gain adds at the clamped share. Between the edges this is 6·σ(logit(s/6) + ln g). Adding the change,
     * rather than taking the clamped value itself, makes it exactly s without a gain and steps nowhere.
     */
    private static float mean(float score, double share, double lift) {
        double change = share * (1 - share) * lift / (1 + share * lift);
        return (float) clamp(score + ScoreVector.MAX * change, 0, ScoreVector.MAX);
    }

    /** Delta method: ds'/d ln g is 6q(1 − q) at the shifted share q, and ln g is known to about 1/√shape. */
    private static float error(double share, double lift, double shape) {
        double shifted = share * (1 + lift) / (1 + share * lift);
        return (float) (ScoreVector.MAX * shifted * (1 - shifted) / Math.sqrt(shape));
    }

    private static double clamp(double value, double low, double high) {
        return Math.min(high, Math.max(low, value));
    }
}
