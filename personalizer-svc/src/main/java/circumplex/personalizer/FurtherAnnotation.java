package circumplex.personalizer;

import circumplex.personalizer.annotation.Evidence;
import circumplex.values.ScoreVector;

/**
 * What one more annotated post would change. The posterior of a gain has shape a = λm + Σy, and an average post adds about g·m to it. The
 * variance that the posterior of ln g loses, 1/a − 1/(a + gm), is the variance of the step that its mean takes; and the score s' of an
 * average post moves by 6q(1 − q) times that step, q being its share s'/6. With n ratings of a value a ≈ m(n + λ), so this is
 * the standard error of the mean times √(1/(n + λ + 1)).
 */
final class FurtherAnnotation {

    /** Below this, in units of the rating, more annotations would hardly help: about 30 whole ones for scores that are right on average. */
    static final double ENOUGH = 0.02;

    private FurtherAnnotation() {}

    /** Standard deviation of the change of the score of an average post, mean over the values. */
    static double expectedChange(BaseRates rates, Evidence evidence) {
        ShrunkGain gain = new ShrunkGain(rates, evidence);
        int values = rates.set().size();
        double sum = 0;
        for (int v = 0; v < values; v++) {
            double rate = rates.get(v);
            double shape = ShrunkGain.LAMBDA * rate + evidence.ratingSum(v);
            double share = ShrunkGain.shifted(rate, gain.gain(v)) / ScoreVector.MAX;
            double step = Math.sqrt(1 / shape - 1 / (shape + gain.gain(v) * rate));
            sum += ScoreVector.MAX * share * (1 - share) * step;
        }
        return sum / values;
    }
}
