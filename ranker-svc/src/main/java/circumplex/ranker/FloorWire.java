package circumplex.ranker;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.stage.BaseScores;
import circumplex.ranker.stage.FloorLimit;
import circumplex.ranker.stage.SafetyFloor;
import circumplex.ranker.v1.FloorAction;
import circumplex.ranker.v1.FloorRules;
import circumplex.ranker.v1.UnjudgedTreatment;
import circumplex.values.v1.ValueScores;
import circumplex.wire.InvalidField;
import circumplex.wire.WireVectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The floor of a request, and the base scores that it reads. */
final class FloorWire {

    private static final String PATH = "rules.floor";

    private final ValuesWire values;
    private final SafetyFloor floor;

    /** By limit, the number of its value. */
    private final int[] limited;

    private FloorWire(ValuesWire values, SafetyFloor floor, int[] limited) {
        this.values = values;
        this.floor = floor;
        this.limited = limited;
    }

    static FloorWire none(ValuesWire values) {
        return new FloorWire(values, SafetyFloor.NONE, new int[0]);
    }

    /**
     * @param ofRequest the value sets that count where the floor names none
     * @throws InvalidField if a limit is of no known value, has no bound, contradicts itself or comes twice
     */
    static FloorWire read(FloorRules wire, ValuesWire ofRequest) {
        ValuesWire values =
                wire.getValueSetsCount() == 0 ? ofRequest : ValuesWire.read(wire.getValueSetsList(), PATH + ".value_sets");
        List<FloorLimit> limits = new ArrayList<>();
        int[] limited = new int[wire.getLimitsCount()];
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < limited.length; i++) {
            String path = PATH + ".limits[" + i + "]";
            limited[i] = values.position(wire.getLimits(i).getValueId(), () -> path + ".value_id");
            if (!seen.add(limited[i])) {
                throw new InvalidField(path + ".value_id", WireVectors.UNIQUE, "has a limit already");
            }
            limits.add(limit(wire.getLimits(i), path));
        }
        boolean breach = wire.getUnjudged() == UnjudgedTreatment.UNJUDGED_TREATMENT_BREACH;
        return new FloorWire(values, new SafetyFloor(limits, action(wire.getAction()), breach), limited);
    }

    SafetyFloor floor() {
        return floor;
    }

    BaseScores unknown(int posts) {
        return BaseScores.unknown(limited.length, posts);
    }

    /** Reads the base scores of one post. */
    void read(List<ValueScores> wire, Supplier<String> path, int post, BaseScores to) {
        if (wire.isEmpty()) {
            return;
        }
        if (limited.length == 0) {
            throw new InvalidField(path.get(), "floor", "base scores are read by a floor, and the request has none");
        }
        int[] row = new int[values.count()];
        boolean[] known = new boolean[row.length];
        values.read(wire, false, path, (value, score) -> {
            row[value] = ValuesWire.thousandths(score);
            known[value] = true;
        });
        for (int limit = 0; limit < limited.length; limit++) {
            if (known[limited[limit]]) {
                to.put(limit, post, row[limited[limit]]);
            }
        }
    }

    /** The ids of the values that some limits are on. */
    List<String> valueIds(List<Integer> limits) {
        return limits.stream().map(limit -> values.id(limited[limit])).toList();
    }

    private static FloorLimit limit(circumplex.ranker.v1.FloorLimit wire, String path) {
        if (!wire.hasAtLeast() && !wire.hasAtMost()) {
            throw new InvalidField(path, "required", "needs at_least or at_most");
        }
        int atLeast = wire.hasAtLeast() ? ValuesWire.thousandths(wire.getAtLeast()) : 0;
        int atMost = wire.hasAtMost() ? ValuesWire.thousandths(wire.getAtMost()) : Feed.MAX_SCORE;
        if (atLeast > atMost) {
            throw new InvalidField(
                    path, RulesWire.CONTRADICTION, "at_least " + wire.getAtLeast() + " is greater than at_most " + wire.getAtMost());
        }
        return new FloorLimit(atLeast, atMost);
    }

    private static SafetyFloor.Action action(FloorAction wire) {
        return switch (wire) {
            case FLOOR_ACTION_UNSPECIFIED, FLOOR_ACTION_REMOVE -> SafetyFloor.Action.REMOVE;
            case FLOOR_ACTION_SEND_TO_END -> SafetyFloor.Action.SEND_TO_END;
            case UNRECOGNIZED -> throw new InvalidField(PATH + ".action", "enum.defined_only", "is not an action");
        };
    }
}
