package circumplex.ranker.explain;

import circumplex.values.ValueGroup;
import circumplex.values.ValueSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Finds opposing groups of values that are both wanted. Value theory calls them tensions: what serves one tends to hurt the other. */
public final class Tensions {

    private Tensions() {}

    /**
     * One tension.
     *
     * @param group id of a group
     * @param opposite id of the opposing group, later in the set
     * @param wanted positions of the group's values with a positive weight, the largest first
     * @param wantedOpposite the same of the opposing group
     * @param strength the smaller of the two groups' largest weights
     */
    public record Tension(String group, String opposite, List<Integer> wanted, List<Integer> wantedOpposite, int strength) {}

    /** @param weight by position in {@code set}, in thousandths */
    public static List<Tension> of(ValueSet set, IntUnaryOperator weight) {
        List<String> order = set.groups().stream().map(ValueGroup::id).toList();
        List<Tension> tensions = new ArrayList<>();
        for (ValueGroup group : set.groups()) {
            Optional<String> opposite = group.opposite()
                    .filter(other -> order.indexOf(other) > order.indexOf(group.id()) || !pointsBack(set, other, group.id()));
            if (opposite.isPresent()) {
                List<Integer> wanted = wanted(set, group.id(), weight);
                List<Integer> against = wanted(set, opposite.get(), weight);
                if (!wanted.isEmpty() && !against.isEmpty()) {
                    int strength = Math.min(weight.applyAsInt(wanted.get(0)), weight.applyAsInt(against.get(0)));
                    tensions.add(new Tension(group.id(), opposite.get(), wanted, against, strength));
                }
            }
        }
        return tensions;
    }

    /** Whether {@code group} names {@code other} as its opposite, so that the pair is found from the earlier of them. */
    private static boolean pointsBack(ValueSet set, String group, String other) {
        return set.groups().stream()
                .anyMatch(candidate -> candidate.id().equals(group) && candidate.opposite().equals(Optional.of(other)));
    }

    private static List<Integer> wanted(ValueSet set, String group, IntUnaryOperator weight) {
        return IntStream.range(0, set.size())
                .filter(position -> set.dimension(position).group().equals(group) && weight.applyAsInt(position) > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer position) -> -weight.applyAsInt(position)))
                .toList();
    }
}
