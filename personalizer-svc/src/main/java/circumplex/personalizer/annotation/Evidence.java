package circumplex.personalizer.annotation;

import circumplex.personalizer.suggestion.Stratified;
import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What one person's annotations say about one scorer, value by value: how many ratings count, their sum, and the sum of the
 * scorer's scores of the same posts. These sums are all that a gain needs. They are whole numbers, scores in units of 2⁻³², so that an
 * annotation that is taken out again leaves the very sums that would be there without it. Beside them, in how many posts a value was met, rated
 * or not: what to ask next depends on it.
 */
public final class Evidence {

    private static final double UNITS = 0x1p32;

    private final ValueSet set;
    private final int[] counts;
    private final long[] ratingSums;
    private final long[] scoreSums;
    private final int[] met;
    private int posts;

    /** Nothing annotated yet. */
    public Evidence(ValueSet set) {
        this.set = set;
        counts = new int[set.size()];
        ratingSums = new long[set.size()];
        scoreSums = new long[set.size()];
        met = new int[set.size()];
    }

    /** Counts one annotated post; values without a rating say nothing. */
    public void add(RatingVector ratings, ScoreVector scores) {
        count(ratings, scores, 1);
    }

    /** Takes out one that was counted. */
    void subtract(RatingVector ratings, ScoreVector scores) {
        count(ratings, scores, -1);
    }

    private void count(RatingVector ratings, ScoreVector scores, int times) {
        if (ratings.set() != set || scores.set() != set) {
            throw new IllegalArgumentException("evidence about " + set + " needs ratings and scores of it");
        }
        posts += times;
        for (int v = 0; v < counts.length; v++) {
            if (ratings.rated(v)) {
                counts[v] += times;
                ratingSums[v] += (long) times * ratings.get(v);
                scoreSums[v] += times * Math.round(scores.get(v) * UNITS);
            }
            met[v] += Stratified.expresses(scores, v) ? times : 0;
        }
    }

    public ValueSet set() {
        return set;
    }

    /** Annotated posts that the scorer has scored. */
    int posts() {
        return posts;
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
        return scoreSums[position] / UNITS;
    }

    /** In how many posts the scorer found each value. */
    public int[] met() {
        return met.clone();
    }

    Evidence copy() {
        Evidence copy = new Evidence(set);
        copy.posts = posts;
        System.arraycopy(counts, 0, copy.counts, 0, counts.length);
        System.arraycopy(ratingSums, 0, copy.ratingSums, 0, ratingSums.length);
        System.arraycopy(scoreSums, 0, copy.scoreSums, 0, scoreSums.length);
        System.arraycopy(met, 0, copy.met, 0, met.length);
        return copy;
    }

    int bytes() {
        return Integer.BYTES + counts.length * (2 * Integer.BYTES + 2 * Long.BYTES);
    }

    void write(ByteBuffer bytes) {
        bytes.putInt(posts);
        for (int v = 0; v < counts.length; v++) {
            bytes.putInt(counts[v]).putLong(ratingSums[v]).putLong(scoreSums[v]).putInt(met[v]);
        }
    }

    static Evidence read(ValueSet set, ByteBuffer bytes) {
        Evidence evidence = new Evidence(set);
        evidence.posts = bytes.getInt();
        for (int v = 0; v < evidence.counts.length; v++) {
            evidence.counts[v] = bytes.getInt();
            evidence.ratingSums[v] = bytes.getLong();
            evidence.scoreSums[v] = bytes.getLong();
            evidence.met[v] = bytes.getInt();
        }
        return evidence;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evidence that
                && set == that.set
                && posts == that.posts
                && Arrays.equals(counts, that.counts)
                && Arrays.equals(ratingSums, that.ratingSums)
                && Arrays.equals(scoreSums, that.scoreSums)
                && Arrays.equals(met, that.met);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(scoreSums);
    }

    /** Counts only. */
    @Override
    public String toString() {
        return "evidence of " + posts + " posts";
    }
}
