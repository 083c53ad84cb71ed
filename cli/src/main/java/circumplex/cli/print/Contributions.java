package circumplex.cli.print;

import circumplex.values.ValueDimension;
import circumplex.values.ValueSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What each value gave to one post's score, without the values that gave nothing, in the order of the set. */
record Contributions(List<Share> shares) {

    /** A calibrated score is never quite 0, so every value gives a little to every post: what is less than this part of the largest. */
    private static final int NEGLIGIBLE = 20;

    /** One value's part of a score, in thousandths. */
    record Share(ValueDimension value, int thousandths) {

        double number() {
            return thousandths / 1000.0;
        }
    }

    static Contributions of(ValueSet set, List<Integer> packed) {
        if (!packed.isEmpty() && packed.size() != set.size()) {
            throw new IllegalStateException("the gateway sent " + packed.size() + " contributions for " + set.size() + " values");
        }
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < packed.size(); i++) {
            if (packed.get(i) != 0) {
                shares.add(new Share(set.dimension(i), packed.get(i)));
            }
        }
        return new Contributions(List.copyOf(shares));
    }

    /**
     * The {@code most} largest in either direction, in words: {@code Caring +3.50, Power-Dominance -0.40}, without those that are
     * negligible beside the largest. Empty if no value gave anything.
     */
    String reason(int most) {
        int largest = shares.stream().mapToInt(share -> Math.abs(share.thousandths())).max().orElse(0);
        return shares.stream()
                .filter(share -> Math.abs(share.thousandths()) * NEGLIGIBLE >= largest)
                .sorted(Comparator.comparingInt((Share share) -> -Math.abs(share.thousandths())))
                .limit(most)
                .map(share -> share.value().layLabel() + " " + Decimals.signed(share.number()))
                .collect(Collectors.joining(", "));
    }
}
