package circumplex.ranker;

import circumplex.values.ScoreVector;
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
        WireVectors.requireUnique(
                wire.stream().map(ValueSetRef::getId).toList(), i -> "value_sets[" + i + "].id");
        List<ValueSet> sets = new ArrayList<>();
        for (int i = 0; i < wire.size(); i++) {
            sets.add(WireValueSets.require(wire.get(i), "value_sets[" + i + "]"));
        }
        return new ValuesWire(sets);
    }

    int count() {
        return all.size();
    }

    /** @throws InvalidField if a name is in none of the sets or a weight is no number in [−1, 1] */
    Weights weights(Map<String, Double> wire) {
        WeightVector vector = WireVectors.weights(all, wire, "weights");
        int[] thousandths = new int[count()];
        for (int value = 0; value < thousandths.length; value++) {
            thousandths[value] = vector.thousandths(value);
        }
        return Weights.of(thousandths);
    }

    /**
     * The scores of one post in thousandths, by value.
     *
     * @param path the field of {@code wire} in the request
     * @throws InvalidField if there is not exactly one vector for each set, or one is malformed
     */
    int[] scores(List<ValueScores> wire, String path) {
        int[] row = new int[count()];
        boolean[] present = new boolean[sets.size()];
        for (int i = 0; i < wire.size(); i++) {
            String at = path + "[" + i + "]";
            int number = setNumber(wire.get(i), at + ".value_set_id");
            if (present[number]) {
                throw new InvalidField(
                        at + ".value_set_id", WireVectors.UNIQUE, "scores of " + sets.get(number).id() + " appear twice");
            }
            present[number] = true;
            ScoreVector vector = WireVectors.scores(sets.get(number), wire.get(i), at);
            for (int position = 0; position < vector.set().size(); position++) {
                row[starts[number] + position] = vector.thousandths(position);
            }
        }
        for (int number = 0; number < present.length; number++) {
            if (!present[number]) {
                throw new InvalidField(path, WireVectors.VALUE_SET, "scores of " + sets.get(number).id() + " are missing");
            }
        }
        return row;
    }

    /** Which of the request's sets the scores are of. */
    private int setNumber(ValueScores wire, String path) {
        if (wire.getValueSetId().isEmpty() && sets.size() == 1) {
            return 0;
        }
        for (int number = 0; number < sets.size(); number++) {
            if (sets.get(number).id().equals(wire.getValueSetId())) {
                return number;
            }
        }
        throw new InvalidField(
                path, WireVectors.VALUE_SET, "must be one of " + sets.stream().map(ValueSet::id).toList());
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
