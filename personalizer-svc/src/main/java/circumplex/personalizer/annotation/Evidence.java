package circumplex.personalizer.annotation;

import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;

/**
 * What one person's annotations say about one scorer, value by value: how many ratings count, their sum, and the sum of the
 * scorer's scores of the same posts. These sums are all that a gain needs.
 */
public final class Evidence {

    private final ValueSet set;
    private final int[] counts;
    private final long[] ratingSums;
    private final double[] scoreSums;

    /** Nothing annotated yet. */
    public Evidence(ValueSet set) {
        this.set = set;
        counts = new int[set.size()];
        ratingSums = new long[set.size()];
        scoreSums = new double[set.size()];
    }

    /** Counts one annotated post; values without a rating say nothing. */
    public void add(RatingVector ratings, ScoreVector scores) {
        if (ratings.set() != set || scores.set() != set) {
            throw new IllegalArgumentException("evidence about " + set + " needs ratings and scores of it");
        }
        for (int v = 0; v < counts.length; v++) {
            if (ratings.rated(v)) {
                counts[v]++;
                ratingSums[v] += ratings.get(v);
                scoreSums[v] += scores.get(v);
            }
        }
    }

    public ValueSet set() {
        return set;
    }

    /** How many ratings of the value count. */
    public int count(int position) {
        return counts[position];
    }

    /** Σy. */
    public long ratingSum(int position) {
        return ratingSums[position];
    }

    /** Σs over the same posts. */
    public double scoreSum(int position) {
        return scoreSums[position];
    }
}
