package circumplex.values;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one person said about one post: whole numbers from 0 (not at all) to 6 (strongly) for some values of a set. */
public final class RatingVector {

    /** The largest rating; the smallest is 0. */
    public static final int MAX = 6;

    private static final byte UNRATED = -1;

    private final ValueSet set;
    private final byte[] ratings;

    private RatingVector(ValueSet set, byte[] ratings) {
        this.set = set;
        this.ratings = ratings;
    }

    /**
     * @param ratings by value id; a value that is absent is unrated, which is not the same as 0
     * @throws UnknownValueException if a key is no value of {@code set}
     * @throws VectorException if a rating is outside 0 to 6
     */
    public static RatingVector of(ValueSet set, Map<String, Integer> ratings) {
        byte[] packed = new byte[set.size()];
        Arrays.fill(packed, UNRATED);
        ratings.forEach((valueId, rating) -> {
            int position = set.requirePosition(valueId);
            if (rating < 0 || rating > MAX) {
                throw new VectorException(position, "rating of " + valueId + " must be a whole number in [0, 6]");
            }
            packed[position] = rating.byteValue();
        });
        return new RatingVector(set, packed);
    }

    public ValueSet set() {
        return set;
    }

    public boolean rated(int position) {
        return ratings[position] != UNRATED;
    }

    /** @throws IllegalStateException if the value is unrated */
    public int get(int position) {
        if (!rated(position)) {
            throw new IllegalStateException(set.dimension(position).id() + " is unrated");
        }
        return ratings[position];
    }

    public int ratedCount() {
        int count = 0;
        for (byte rating : ratings) {
            count += rating == UNRATED ? 0 : 1;
        }
        return count;
    }

    /** These ratings, and those of {@code earlier} for the values that are unrated here. */
    public RatingVector over(RatingVector earlier) {
        if (set != earlier.set) {
            throw new IllegalArgumentException("ratings of " + earlier.set + " cannot complete ratings of " + set);
        }
        byte[] merged = earlier.ratings.clone();
        for (int i = 0; i < merged.length; i++) {
            merged[i] = ratings[i] == UNRATED ? merged[i] : ratings[i];
        }
        return new RatingVector(set, merged);
    }

    /** These ratings but for the values at {@code positions}, which are unrated. */
    public RatingVector without(Collection<Integer> positions) {
        byte[] fewer = ratings.clone();
        positions.forEach(position -> fewer[position] = UNRATED);
        return new RatingVector(set, fewer);
    }

    /** The rated values by id, in the order of the set. */
    public Map<String, Integer> toMap() {
        Map<String, Integer> map = new LinkedHashMap<>();
        for (int i = 0; i < ratings.length; i++) {
            if (rated(i)) {
                map.put(set.dimension(i).id(), (int) ratings[i]);
            }
        }
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RatingVector that && set == that.set && Arrays.equals(ratings, that.ratings);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ratings);
    }

    /** How many values are rated, and not how: what a person says about posts belongs in no log. */
    @Override
    public String toString() {
        return ratedCount() + " ratings of " + set;
    }
}
