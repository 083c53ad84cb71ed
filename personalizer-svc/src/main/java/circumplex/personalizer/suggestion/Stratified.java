package circumplex.personalizer.suggestion;

import circumplex.values.ScoreVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Draws posts so that every value gets its share: turn by turn the value that is seen least, counting what was annotated before and
 * what was drawn, and for it a post at random among those that express it. When no such post is left, any of the others.
 *
 * <p>Choosing the most expressive or the most uncertain posts makes calibrations worse than drawing at random, so neither is looked for,
 * and the fifth of a value's posts that expresses most, all values together, comes only when the others are used up.
 */
public final class Stratified {

    /** From this score on a post expresses a value. */
    public static final double PRESENT = 0.5;

    /** One in so many posts of a value is too expressive to be drawn early. */
    private static final int EXTREME = 5;

    private final List<ScoreVector> candidates;
    private final int[] seen;
    private final Random random;
    private final List<List<Integer>> strata = new ArrayList<>();
    private final Set<Integer> left;

    /**
     * One draw.
     *
     * @param candidate position among the candidates
     * @param value position of the value that it stands for; empty if it stands for none
     */
    public record Draw(int candidate, OptionalInt value) {}

    private Stratified(List<ScoreVector> candidates, int[] seen, long seed) {
        this.candidates = candidates;
        this.seen = seen.clone();
        random = new Random(seed);
        left = new LinkedHashSet<>(IntStream.range(0, candidates.size()).boxed().toList());
        for (int v = 0; v < seen.length; v++) {
            strata.add(stratum(v));
        }
    }

    /**
     * @param seen for each value in how many annotated posts the person has met it
     * @return at most {@code count} draws, each candidate at most once
     */
    public static List<Draw> draw(List<ScoreVector> candidates, int[] seen, int count, long seed) {
        return new Stratified(candidates, seen, seed).draw(count);
    }

    private List<Draw> draw(int count) {
        List<Draw> draws = new ArrayList<>();
        while (draws.size() < count && !left.isEmpty()) {
            draws.add(next());
        }
        return draws;
    }

    private Draw next() {
        List<Integer> values = new ArrayList<>(IntStream.range(0, seen.length).boxed().toList());
        Collections.shuffle(values, random);
        values.sort(Comparator.comparingInt(value -> seen[value]));
        for (int value : values) {
            List<Integer> stratum = strata.get(value).stream().filter(left::contains).toList();
            if (!stratum.isEmpty()) {
                return take(stratum, OptionalInt.of(value));
            }
        }
        return take(List.copyOf(left), OptionalInt.empty());
    }

    /** The posts that express the value, without those that express most. */
    private List<Integer> stratum(int value) {
        List<Integer> calmFirst = IntStream.range(0, candidates.size())
                .filter(candidate -> expresses(candidates.get(candidate), value))
                .boxed()
                .sorted(Comparator.comparingDouble(candidate -> expression(candidates.get(candidate))))
                .toList();
        return calmFirst.subList(0, calmFirst.size() - calmFirst.size() / EXTREME);
    }

    private Draw take(List<Integer> stratum, OptionalInt value) {
        int candidate = stratum.get(random.nextInt(stratum.size()));
        left.remove(candidate);
        count(candidates.get(candidate), seen);
        return new Draw(candidate, value);
    }

    /** Adds to {@code seen} the values that a post expresses. */
    private static void count(ScoreVector scores, int[] seen) {
        for (int v = 0; v < seen.length; v++) {
            seen[v] += expresses(scores, v) ? 1 : 0;
        }
    }

    /** Whether a post expresses a value so much that the person who saw it has met the value. */
    public static boolean expresses(ScoreVector scores, int value) {
        return scores.get(value) >= PRESENT;
    }

    private static double expression(ScoreVector scores) {
        double sum = 0;
        for (int v = 0; v < scores.set().size(); v++) {
            sum += scores.get(v);
        }
        return sum;
    }
}
