package circumplex.ranker.compare;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The smallest change of weights that puts one post above another, in whole thousandths.
 *
 * <p>The lead of the post is Σ w_v · d_v, d_v being its score in v less the other's. It stands above if the lead is at least 0 where
 * engagement has it first, and at least 1 millionth where not. What is missing has to come from changes x_v, each of which adds
 * x_v · d_v and has room up to the end of [−1, 1] on the side of d_v's sign.
 *
 * <p>One weight: ⌈missing / |d_v|⌉ thousandths, if there is room; the smallest over all values. All weights: a thousandth costs the
 * same everywhere and adds |d_v|, so the fewest thousandths are those that add most: the values with the largest |d_v| first, each as
 * far as it has room or as is needed. With that many thousandths no other choice adds as much, so no choice with fewer is enough, and
 * if all the room of all values is not enough, nothing is. With weights at the signs of all d_v the lead is Σ |d_v|, so nothing is
 * enough only if the scores are the same.
 *
 * @param lead of the post with the weights as they are, in millionths
 * @param needed the smallest lead that puts the post above
 * @param largestLead the largest lead that any weights in [−1, 1] give
 * @param single the smallest change of one weight; empty if none is enough or needed
 * @param combined the smallest changes together; empty if none are enough or needed
 */
public record SmallestSwap(long lead, int needed, long largestLead, Optional<Change> single, List<Change> combined) {

    public SmallestSwap {
        combined = List.copyOf(combined);
    }

    /** A weight of {@code value} that changes, in thousandths. */
    public record Change(int value, int from, int to) {

        /** How far it changes. */
        public int amount() {
            return Math.abs(to - from);
        }
    }

    /**
     * @param feed two posts; the one that engagement has first is post 0
     * @param weights as they are
     * @param post 0 or 1: the one that is to stand above
     */
    public static SmallestSwap of(Feed feed, Weights weights, int post) {
        int[] differences = new int[feed.values()];
        long lead = 0;
        long largest = 0;
        for (int value = 0; value < differences.length; value++) {
            differences[value] = feed.thousandths(post, value) - feed.thousandths(1 - post, value);
            lead += (long) weights.thousandths(value) * differences[value];
            largest += (long) Weights.MAX * Math.abs(differences[value]);
        }
        int needed = post == 0 ? 0 : 1;
        if (lead >= needed || largest < needed) {
            return new SmallestSwap(lead, needed, largest, Optional.empty(), List.of());
        }
        long missing = needed - lead;
        return new SmallestSwap(
                lead, needed, largest, single(weights, differences, missing), combined(weights, differences, missing));
    }

    /** Whether nothing has to change. */
    public boolean above() {
        return lead >= needed;
    }

    private static Optional<Change> single(Weights weights, int[] differences, long missing) {
        Optional<Change> best = Optional.empty();
        for (int value = 0; value < differences.length; value++) {
            if (differences[value] != 0) {
                long amount = ceilDiv(missing, Math.abs(differences[value]));
                boolean better = best.isEmpty() || amount < best.get().amount();
                if (better && amount <= room(weights, differences, value)) {
                    best = Optional.of(change(weights, differences, value, (int) amount));
                }
            }
        }
        return best;
    }

    private static List<Change> combined(Weights weights, int[] differences, long missing) {
        long[] keys = new long[differences.length];
        for (int value = 0; value < keys.length; value++) {
            keys[value] = (long) -Math.abs(differences[value]) << Integer.SIZE | value;
        }
        Arrays.sort(keys);
        List<Change> changes = new ArrayList<>();
        long left = missing;
        for (int i = 0; i < keys.length && left > 0; i++) {
            int value = (int) keys[i];
            int room = room(weights, differences, value);
            if (differences[value] != 0 && room > 0) {
                int amount = (int) Math.min(room, ceilDiv(left, Math.abs(differences[value])));
                changes.add(change(weights, differences, value, amount));
                left -= (long) amount * Math.abs(differences[value]);
            }
        }
        return changes;
    }

    private static Change change(Weights weights, int[] differences, int value, int amount) {
        int from = weights.thousandths(value);
        return new Change(value, from, from + Integer.signum(differences[value]) * amount);
    }

    private static int room(Weights weights, int[] differences, int value) {
        return Weights.MAX - Integer.signum(differences[value]) * weights.thousandths(value);
    }

    private static long ceilDiv(long dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
