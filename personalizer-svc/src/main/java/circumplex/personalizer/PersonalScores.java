package circumplex.personalizer;

import circumplex.values.ScoreVector;

/** One post as one person would rate it, value by value. */
final class PersonalScores {

    private final ScoreVector mean;
    private final float[] lows;
    private final float[] highs;
    private final float[] errors;

    /** Takes over the arrays, one number for each value of the set. */
    PersonalScores(ScoreVector mean, float[] lows, float[] highs, float[] errors) {
        this.mean = mean;
        this.lows = lows;
        this.highs = highs;
        this.errors = errors;
    }

    /** Expected ratings. */
    ScoreVector mean() {
        return mean;
    }

    /** 10 % quantile of one rating. */
    float low(int position) {
        return lows[position];
    }

    /** 90 % quantile of one rating. */
    float high(int position) {
        return highs[position];
    }

    /** Standard error of the mean. */
    float error(int position) {
        return errors[position];
    }
}
