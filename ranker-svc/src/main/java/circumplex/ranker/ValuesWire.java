package circumplex.ranker;

import circumplex.ranker.kernel.Weights;
import circumplex.values.ScoreVector;
import circumplex.values.UnknownValueException;
import circumplex.values.ValueDimension;
import circumplex.values.ValueGroup;
import circumplex.values.ValueSet;
import circumplex.values.WeightVector;
import circumplex.values.v1.ValueScores;
import circumplex.values.v1.ValueSetRef;
import circumplex.wire.InvalidField;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The values of one request, numbered through all of its value sets in their order. */
final class ValuesWire {

    private final List<ValueSet> sets;
    private final ValueSet all;
    private final int[] starts;

    /** @param sets at least one, each once */
    ValuesWire(List<ValueSet> sets) {
        this.sets = List.copyOf(sets);
        this.all = sets.size() == 1 ? sets.get(0) : join(sets);
        this.starts = new int[sets.size()];
        for (int number = 1; number < starts.length; number++) {
            starts[number] = starts[number - 1] + sets.get(number - 1).size();
        }
    }

    /**
     * @throws InvalidField if a set is named twice
     * @throws circumplex.wire.ValueSetMismatch if a set is unknown here or another than the one here
     */
    static ValuesWire read(List<ValueSetRef> wire) {
        return read(wire, "value_sets");
    }

    /** As {@link #read(List)}, from the field {@code path}. */
    static ValuesWire read(List<ValueSetRef> wire, String path) {
        WireVectors.requireUnique(
                wire.stream().map(ValueSetRef::getId).toList(), i -> path + "[" + i + "].id");
        List<ValueSet> sets = new ArrayList<>();
        for (int i = 0; i < wire.size(); i++) {
            sets.add(WireValueSets.require(wire.get(i), path + "[" + i + "]"));
        }
        return new ValuesWire(sets);
    }

    int count() {
        return all.size();
    }

    /** @throws InvalidField if a name is in none of the sets or a weight is no number in [−1, 1] */
    Weights weights(Map<String, Double> wire, String path) {
        WeightVector vector = WireVectors.weights(all, wire, path);
        int[] thousandths = new int[count()];
        for (int value = 0; value < thousandths.length; value++) {
            thousandths[value] = vector.thousandths(value);
        }
        return Weights.of(thousandths);
    }

    /** The position of a value in the numbering of all sets; {@code path} is the field that names it. */
    int position(String valueId, Supplier<String> path) {
        try {
            return all.requirePosition(valueId);
        } catch (UnknownValueException e) {
            throw new InvalidField(path.get(), WireVectors.KNOWN_VALUE, String.valueOf(e.getMessage()));
        }
    }

    /** Id of the value of this number. */
    String id(int value) {
        return all.dimension(value).id();
    }

    List<ValueSet> sets() {
        return sets;
    }

    /** The number of the first value of a set. */
    int start(int set) {
        return starts[set];
    }

    /**
     * The scores of one post in thousandths, by value.
     *
     * @param path the field of {@code wire} in the request; asked only if something is wrong, because putting it together costs more
     *     than reading the scores
     * @throws InvalidField if there is not exactly one vector for each set, or one is malformed
     */
    int[] scores(List<ValueScores> wire, Supplier<String> path) {
        int[] row = new int[count()];
        read(wire, true, path, (value, score) -> row[value] = thousandths(score));
        return row;
    }

    /** As {@link #scores}, in units of the score: standard errors have the range of scores. */
    float[] standardErrors(List<ValueScores> wire, Supplier<String> path) {
        float[] row = new float[count()];
        read(wire, true, path, (value, error) -> row[value] = error);
        return row;
    }

    /**
     * Reads vectors of some of the sets.
     *
     * @param complete whether every set has to be there
     * @param to takes every number of every vector
     */
    void read(List<ValueScores> wire, boolean complete, Supplier<String> path, Sink to) {
        boolean[] present = new boolean[sets.size()];
        for (int i = 0; i < wire.size(); i++) {
            ValueScores scores = wire.get(i);
            int number = setNumber(scores, path, i);
            if (present[number]) {
                throw new InvalidField(
                        path.get() + "[" + i + "].value_set_id",
                        WireVectors.UNIQUE,
                        "scores of " + sets.get(number).id() + " appear twice");
            }
            present[number] = true;
            read(sets.get(number), starts[number], scores, path, i, to);
        }
        for (int number = 0; number < present.length; number++) {
            if (complete && !present[number]) {
                throw new InvalidField(
                        path.get(), WireVectors.VALUE_SET, "scores of " + sets.get(number).id() + " are missing");
            }
        }
    }

    private static void read(ValueSet set, int start, ValueScores wire, Supplier<String> path, int index, Sink to) {
        boolean good = wire.getScoresCount() == set.size();
        for (int position = 0; good && position < set.size(); position++) {
            float score = wire.getScores(position);
            // Written so that NaN fails.
            good = score >= 0 && score <= ScoreVector.MAX;
            to.put(start + position, score);
        }
        if (!good) {
            WireVectors.scores(set, wire, path.get() + "[" + index + "]");
            throw new IllegalStateException("two readers of scores disagree");
        }
    }

    /** In thousandths as {@link ScoreVector#thousandths}: the product has 34 bits, so a double holds it and the half exactly. */
    static int thousandths(float score) {
        return (int) (score * 1000.0 + 0.5);
    }

    /** Which of the request's sets the scores are of. */
    private int setNumber(ValueScores wire, Supplier<String> path, int index) {
        if (wire.getValueSetId().isEmpty() && sets.size() == 1) {
            return 0;
        }
        for (int number = 0; number < sets.size(); number++) {
            if (sets.get(number).id().equals(wire.getValueSetId())) {
                return number;
            }
        }
        throw new InvalidField(
                path.get() + "[" + index + "].value_set_id",
                WireVectors.VALUE_SET,
                "must be one of " + sets.stream().map(ValueSet::id).toList());
    }

    /** Takes numbers by value. */
    @FunctionalInterface
    interface Sink {

        void put(int value, float number);
    }

    /** A set of all values, so that one lookup finds a name in any of them, or the nearest over all of them. */
    private static ValueSet join(List<ValueSet> sets) {
        ValueGroup group = new ValueGroup("all", "All values of the request", Optional.empty());
        List<ValueDimension> dimensions = new ArrayList<>();
        for (ValueSet set : sets) {
            for (ValueDimension value : set.dimensions()) {
                dimensions.add(new ValueDimension(
                        value.id(), value.name(), value.layLabel(), value.definition(), group.id()));
            }
        }
        String id = String.join("-and-", sets.stream().map(ValueSet::id).toList());
        return new ValueSet(id, 1, "All values of the request", false, List.of(group), dimensions);
    }
}
