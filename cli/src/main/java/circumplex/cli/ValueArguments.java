package circumplex.cli;

import circumplex.cli.feed.BadInput;
import circumplex.values.RatingVector;
import circumplex.values.UnknownValueException;
import circumplex.values.ValueDimension;
import circumplex.values.ValueNames;
import circumplex.values.ValueSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads {@code caring=1,power_dominance=-0.5}. A value is named by id, by lay label or by an unambiguous beginning of either. Every
 * mistake names its part.
 */
final class ValueArguments {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d{1,9}(\\.\\d{0,18})?|\\.\\d{1,18})");
    private static final String TO = "..";
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    /** Decimals of a weight that do not count: nothing but zeros after the third. */
    private static final Pattern IN_STEPS = Pattern.compile("[+-]?\\d*(\\.\\d{0,3}0*)?");

    private final ValueSet set;
    private final ValueNames names;

    ValueArguments(ValueSet set) {
        this.set = set;
        this.names = ValueNames.of(set);
    }

    /**
     * Weights by value id, each in [−1, 1].
     *
     * @throws BadInput naming the part that cannot be used
     */
    Map<String, Double> weights(String typed) {
        return parse("--weights", typed, ValueArguments::weight);
    }

    /**
     * Ratings by value id, each 0 to 6.
     *
     * @throws BadInput naming the part that cannot be used
     */
    Map<String, Integer> ratings(String typed) {
        return parse("--rate", typed, ValueArguments::rating);
    }

    /** The base scores that pass, in [0, 6], both ends included. */
    record Range(OptionalDouble least, OptionalDouble most) {}

    /**
     * Bounds of base scores by value id: {@code 3} or {@code ..3} is at most 3, {@code 2..} at least 2, {@code 2..3} between them.
     *
     * @throws BadInput naming the part that cannot be used
     */
    Map<String, Range> limits(String typed) {
        return parse("--limit", typed, ValueArguments::range);
    }

    private <N> Map<String, N> parse(String option, String typed, BiFunction<String, String, N> number) {
        Map<String, N> byId = new LinkedHashMap<>();
        for (String part : typed.split(",", -1)) {
            String where = option + " '" + part.strip() + "': ";
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new BadInput(where + "must be VALUE=NUMBER, for example caring=1");
            }
            String id = resolve(where, part.substring(0, equals));
            if (byId.putIfAbsent(id, number.apply(where, part.substring(equals + 1).strip())) != null) {
                throw new BadInput(where + id + " is given twice; keep one of them");
            }
        }
        return byId;
    }

    private String resolve(String where, String name) {
        try {
            return names.resolve(name);
        } catch (IllegalArgumentException e) {
            boolean lost = e instanceof UnknownValueException unknown && unknown.nearest().isEmpty();
            throw new BadInput(where + e.getMessage() + (lost ? "; its values are " + set.dimensions().stream().map(ValueDimension::id).collect(Collectors.joining(", ")) : ""), e);
        }
    }

    private static Double weight(String where, String typed) {
        double weight = DECIMAL.matcher(typed).matches() ? Double.parseDouble(typed) : Double.NaN;
        if (!(weight >= -1 && weight <= 1)) {
            throw new BadInput(where + "the weight must be a number from -1 to 1, was '" + typed + "'");
        }
        if (!IN_STEPS.matcher(typed).matches()) {
            throw new BadInput(where + "weights go in steps of 0.001, '" + typed + "' is between two; round it");
        }
        return weight;
    }

    private static Range range(String where, String typed) {
        int dots = typed.indexOf(TO);
        String least = dots < 0 ? "" : typed.substring(0, dots);
        String most = dots < 0 ? typed : typed.substring(dots + TO.length());
        Range range = new Range(bound(where, typed, least), bound(where, typed, most));
        boolean none = range.least().isEmpty() && range.most().isEmpty();
        if (none || range.least().orElse(0) > range.most().orElse(RatingVector.MAX)) {
            throw noRange(where, typed);
        }
        return range;
    }

    private static OptionalDouble bound(String where, String typed, String number) {
        if (number.isEmpty()) {
            return OptionalDouble.empty();
        }
        double bound = DECIMAL.matcher(number).matches() ? Double.parseDouble(number) : Double.NaN;
        if (!(bound >= 0 && bound <= RatingVector.MAX)) {
            throw noRange(where, typed);
        }
        return OptionalDouble.of(bound);
    }

    private static BadInput noRange(String where, String typed) {
        return new BadInput(where + "must be MOST, LEAST.. or LEAST..MOST with numbers from 0 to " + RatingVector.MAX + ", was '" + typed + "'");
    }

    private static Integer rating(String where, String typed) {
        int rating = WHOLE.matcher(typed).matches() ? Integer.parseInt(typed) : -1;
        if (rating < 0 || rating > RatingVector.MAX) {
            throw new BadInput(where + "the rating must be a whole number from 0 to " + RatingVector.MAX + ", was '" + typed + "'");
        }
        return rating;
    }
}
