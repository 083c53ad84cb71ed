package circumplex.values;

import java.util.Arrays;

/**
 * How strongly each value of a set is expressed in a post: 0 not at all, 6 strongly, higher is more. Fractions are meant:
 * a score estimates an expected rating.
 */
public final class ScoreVector {

    /** The largest score; the smallest is 0. */
    public static final float MAX = 6f;

    private final ValueSet set;
    private final float[] scores;

    private ScoreVector(ValueSet set, float[] scores) {
        this.set = set;
        this.scores = scores;
    }

    /**
     * @param scores one per value of {@code set}, in its order; copied
     * @throws VectorException if the length is not that of the set or an element is not a number in [0, 6]
     */
    public static ScoreVector of(ValueSet set, float... scores) {
        if (scores.length != set.size()) {
            throw new VectorException(
                    VectorException.WHOLE, "needs " + set.size() + " scores for " + set + ", has " + scores.length);
        }
        float[] copy = scores.clone();
        for (int i = 0; i < copy.length; i++) {
            // Written so that NaN fails; adding 0 turns -0 into 0, so that equal scores are equal bits.
            if (!(copy[i] >= 0f && copy[i] <= MAX)) {
                throw new VectorException(i, "score of " + set.dimension(i).id() + " must be in [0, 6], was " + copy[i]);
            }
            copy[i] += 0f;
        }
        return new ScoreVector(set, copy);
    }

    public ValueSet set() {
        return set;
    }

    public float get(int position) {
        return scores[position];
    }

    /** The score in thousandths, rounded half up: the unit in which posts are ranked, 0 to 6000. */
    public int thousandths(int position) {
        // A float times 1000 fits a double exactly; rounded to a float first it could land on the other side of a half.
        return (int) Math.round(scores[position] * 1000.0);
    }

    /** A copy, in the order of the set. */
    public float[] toArray() {
        return scores.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScoreVector that && set == that.set && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(scores);
    }

    @Override
    public String toString() {
        return set + Arrays.toString(scores);
    }
}
