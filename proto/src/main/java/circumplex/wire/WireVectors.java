package circumplex.wire;

import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import circumplex.values.UnknownValueException;
import circumplex.values.ValueSet;
import circumplex.values.VectorException;
import circumplex.values.WeightVector;
import circumplex.values.v1.ValueScores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Score, rating and weight vectors on the wire. */
public final class WireVectors {

    /** Rule: a name is a value of the set. */
    public static final String KNOWN_VALUE = "known_value";

    /** Rule: a packed vector has one number for each value of its set. */
    public static final String LENGTH = "length";

    /** Rule: a number is in the range of its kind. */
    public static final String RANGE = "range";

    /** Rule: an id appears once. */
    public static final String UNIQUE = "unique";

    /** Rule: scores belong to the set that the request names. */
    public static final String VALUE_SET = "value_set";

    private WireVectors() {}

    /**
     * Reads packed scores of {@code set}.
     *
     * @param path the field of {@code wire} in the request
     * @throws InvalidField if they name another set, have another length, or an element is no number in [0, 6]
     */
    public static ScoreVector scores(ValueSet set, ValueScores wire, String path) {
        if (!wire.getValueSetId().isEmpty() && !wire.getValueSetId().equals(set.id())) {
            throw new InvalidField(path + ".value_set_id", VALUE_SET, "must be " + set.id() + " or empty");
        }
        float[] scores = new float[wire.getScoresCount()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = wire.getScores(i);
        }
        return atPath(path + ".scores", () -> ScoreVector.of(set, scores), i -> path + ".scores[" + i + "]");
    }

    public static ValueScores scores(ScoreVector scores) {
        ValueScores.Builder wire = ValueScores.newBuilder();
        for (int i = 0; i < scores.set().size(); i++) {
            wire.addScores(scores.get(i));
        }
        return wire.build();
    }

    /**
     * Reads weights by name.
     *
     * @throws InvalidField if a name is unknown or a weight is no number in [−1, 1]
     */
    public static WeightVector weights(ValueSet set, Map<String, Double> wire, String path) {
        return atPath(path, () -> WeightVector.of(set, wire), i -> entry(path, set.dimension(i).id()));
    }

    /**
     * Reads ratings by name; a value that is absent is unrated.
     *
     * @throws InvalidField if a name is unknown or a rating is outside 0 to 6
     */
    public static RatingVector ratings(ValueSet set, Map<String, Integer> wire, String path) {
        return atPath(path, () -> RatingVector.of(set, wire), i -> entry(path, set.dimension(i).id()));
    }

    /**
     * The position of a value.
     *
     * @param path the field of {@code valueId} in the request
     * @throws InvalidField if the set has no such value
     */
    public static int position(ValueSet set, String valueId, String path) {
        try {
            return set.requirePosition(valueId);
        } catch (UnknownValueException e) {
            throw new InvalidField(path, KNOWN_VALUE, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Checks that no id appears twice.
     *
     * @param path the field of the i-th id in the request
     * @throws InvalidField at the second appearance
     */
    public static void requireUnique(List<String> ids, IntFunction<String> path) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            Integer earlier = first.putIfAbsent(ids.get(i), i);
            if (earlier != null) {
                throw new InvalidField(path.apply(i), UNIQUE, "is the same as " + path.apply(earlier));
            }
        }
    }

    /** The path of one entry of a map field; quotes and backslashes in the key are escaped as in Java. */
    public static String entry(String path, String key) {
        return path + "[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }

    private static <V> V atPath(String path, Supplier<V> vector, IntFunction<String> elementPath) {
        try {
            return vector.get();
        } catch (UnknownValueException e) {
            throw new InvalidField(entry(path, e.unknown()), KNOWN_VALUE, String.valueOf(e.getMessage()));
        } catch (VectorException e) {
            boolean whole = e.position() == VectorException.WHOLE;
            throw new InvalidField(
                    whole ? path : elementPath.apply(e.position()), whole ? LENGTH : RANGE, String.valueOf(e.getMessage()));
        }
    }
}
