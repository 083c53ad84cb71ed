package circumplex.ranker.compare;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Feeds;
import circumplex.ranker.kernel.ScoreKernel;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.order.ScoreOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmallestSwapTest {

    private static final long SEED = 640;

    @Test
    void aTieIsEnoughForThePostThatEngagementHasFirst() {
        Feed feed = Feeds.of(1, new int[] {2000}, new int[] {3000});

        // Post 0 is behind by 3 · 0.5 − 2 · 0.5; with a weight of 0 both have nothing, and engagement decides.
        SmallestSwap first = SmallestSwap.of(feed, Weights.of(500), 0);
        assertThat(first.lead()).isEqualTo(-500_000);
        assertThat(first.needed()).isZero();
        assertThat(first.single()).hasValue(new SmallestSwap.Change(0, 500, 0));

        // Post 1 needs more than a tie.
        SmallestSwap second = SmallestSwap.of(feed, Weights.of(-500), 1);
        assertThat(second.needed()).isEqualTo(1);
        assertThat(second.single()).hasValue(new SmallestSwap.Change(0, -500, 1));
    }

    @Test
    void saysThatNothingHasToChange() {
        SmallestSwap swap = SmallestSwap.of(Feeds.of(1, new int[] {3000}, new int[] {2000}), Weights.of(1), 0);

        assertThat(swap.above()).isTrue();
        assertThat(swap.single()).isEmpty();
        assertThat(swap.combined()).isEmpty();
    }

    @Test
    void onlyEqualScoresAreNeverTurnedRound() {
        Feed same = Feeds.of(2, new int[] {3000, 1}, new int[] {3000, 1});

        assertThat(SmallestSwap.of(same, Weights.of(1000, -1000), 0).above()).isTrue();
        SmallestSwap never = SmallestSwap.of(same, Weights.of(1000, -1000), 1);
        assertThat(never.above()).isFalse();
        assertThat(never.largestLead()).isZero();
        assertThat(never.single()).isEmpty();
        assertThat(never.combined()).isEmpty();
    }

    @Test
    void severalWeightsDoWhatNoSingleOneCan() {
        // Turning one weight round makes a tie, which is not enough for the post that engagement has second.
        Feed feed = Feeds.of(3, new int[] {3000, 0, 3000}, new int[3]);
        SmallestSwap swap = SmallestSwap.of(feed, Weights.of(1000, 7, 1000), 1);

        assertThat(swap.single()).isEmpty();
        assertThat(swap.combined())
                .containsExactly(new SmallestSwap.Change(0, 1000, -1000), new SmallestSwap.Change(2, 1000, 999));
    }

    @Test
    void whatItSaysIsEnoughAndNothingLessIs() {
        Random random = new Random(SEED);
        int singles = 0;
        int combinations = 0;
        for (int round = 0; round < 4_000; round++) {
            int values = 1 + random.nextInt(3);
            // Scores so small that a few thousandths of weight matter.
            Feed feed = Feeds.of(
                    values, random.ints(values, 0, 4).toArray(), random.ints(values, 0, 4).toArray());
            int[] weights = random.ints(values, -1000, 1001).map(w -> random.nextBoolean() ? w : Integer.signum(w) * (1000 - Math.abs(w) % 6)).toArray();
            int post = random.nextInt(2);
            SmallestSwap swap = SmallestSwap.of(feed, Weights.of(weights), post);
            String where = "seed %d, round %d, weights %s".formatted(SEED, round, Arrays.toString(weights));
            assertThat(swap.above()).as(where).isEqualTo(stands(feed, weights, post));
            if (swap.above()) {
                continue;
            }
            if (swap.single().isPresent()) {
                SmallestSwap.Change change = swap.single().get();
                assertThat(stands(feed, with(weights, change), post)).as("%s, %s", where, change).isTrue();
                singles++;
            }
            int smallest = smallestSingle(feed, weights, post);
            assertThat(swap.single().map(SmallestSwap.Change::amount).orElse(Integer.MAX_VALUE)).as(where).isEqualTo(smallest);
            int[] changed = weights.clone();
            int amount = 0;
            for (SmallestSwap.Change change : swap.combined()) {
                changed = with(changed, change);
                amount += change.amount();
            }
            boolean never = swap.largestLead() < swap.needed();
            assertThat(swap.combined().isEmpty()).as(where).isEqualTo(never);
            if (!never) {
                assertThat(stands(feed, changed, post)).as(where).isTrue();
                assertThat(amount).as(where).isLessThanOrEqualTo(smallest);
                if (amount <= 12) {
                    assertThat(anyWithin(feed, weights.clone(), post, 0, amount - 1)).as(where).isFalse();
                    combinations++;
                }
            }
        }
        assertThat(singles).isGreaterThan(100);
        assertThat(combinations).isGreaterThan(30);
    }

    private static int smallestSingle(Feed feed, int[] weights, int post) {
        int smallest = Integer.MAX_VALUE;
        for (int value = 0; value < weights.length; value++) {
            for (int weight = -1000; weight <= 1000; weight++) {
                int[] other = weights.clone();
                other[value] = weight;
                int amount = Math.abs(weight - weights[value]);
                if (amount < smallest && stands(feed, other, post)) {
                    smallest = amount;
                }
            }
        }
        return smallest;
    }

    /** Whether any change of at most {@code amount} thousandths in all is enough. */
    private static boolean anyWithin(Feed feed, int[] weights, int post, int value, int amount) {
        if (value == weights.length) {
            return amount >= 0 && stands(feed, weights, post);
        }
        int before = weights[value];
        for (int change = -amount; change <= amount; change++) {
            if (Math.abs(before + change) <= 1000) {
                weights[value] = before + change;
                if (anyWithin(feed, weights, post, value + 1, amount - Math.abs(change))) {
                    weights[value] = before;
                    return true;
                }
            }
        }
        weights[value] = before;
        return false;
    }

    /** Asks the ranker itself. */
    private static boolean stands(Feed feed, int[] weights, int post) {
        return ScoreOrder.of(ScoreKernel.score(feed, Weights.of(weights))).post(0) == post;
    }

    private static int[] with(int[] weights, SmallestSwap.Change change) {
        int[] changed = weights.clone();
        assertThat(changed[change.value()]).isEqualTo(change.from());
        changed[change.value()] = change.to();
        return changed;
    }
}
