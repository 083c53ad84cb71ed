package circumplex.personalizer;

import static circumplex.personalizer.Samples.SET;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.personalizer.annotation.Evidence;
import circumplex.values.ScoreVector;
import circumplex.values.ValueDimension;
import circumplex.values.WeightVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What annotations can do to the order of a feed, and what an additive offset per person, the negative control, cannot. */
final class FeedOrderTest {

    private static final long SEED = 31415;
    private static final BaseRates RATES = BaseRates.of(SET);

    @Test
    void annotatingOneValueSwapsTwoPostsOfAFeedThatWeighsTwo() {
        // The first post is ahead on the scorer's word; this person sees far less achievement than the scorer.
        List<ScoreVector> feed = List.of(Samples.only("achievement", 4), Samples.only("hedonism", 3.5f));
        WeightVector weights = WeightVector.of(SET, Map.of("achievement", 1.0, "hedonism", 1.0));
        Evidence evidence = new Evidence(SET);
        for (int i = 0; i < 5; i++) {
            evidence.add(Samples.rated("achievement", 1), Samples.only("achievement", 4));
        }

        assertThat(order(feed, weights)).containsExactly(0, 1);
        assertThat(order(personal(gain(evidence), feed), weights)).containsExactly(1, 0);
        assertThat(orderWithOffset(offsets(evidence), feed, weights)).as("negative control").containsExactly(0, 1);
    }

    @Test
    void annotatingSeveralValuesSwapsTwoPostsOfAFeedThatWeighsThem() {
        Map<String, Double> wanted = Map.of("benevolence_caring", 1.0, "tradition", 0.8, "power_dominance", -0.5);
        List<ScoreVector> feed = List.of(
                scores(Map.of("benevolence_caring", 3f, "tradition", 1f, "power_dominance", 1f)),
                scores(Map.of("benevolence_caring", 1f, "tradition", 4f, "power_dominance", 1f)));
        Evidence evidence = new Evidence(SET);
        for (int i = 0; i < 6; i++) {
            evidence.add(Samples.rated("benevolence_caring", 6), Samples.same(3));
            evidence.add(Samples.rated("tradition", 0), Samples.same(3));
            evidence.add(Samples.rated("power_dominance", 2), Samples.same(3));
        }
        WeightVector weights = WeightVector.of(SET, wanted);

        assertThat(order(feed, weights)).containsExactly(1, 0);
        assertThat(order(personal(gain(evidence), feed), weights)).containsExactly(0, 1);
        assertThat(orderWithOffset(offsets(evidence), feed, weights)).as("negative control").containsExactly(1, 0);
    }

    @Test
    void theGainChangesMostFeedsOfSeveralValuesAndAnOffsetNone() {
        int changed = 0;
        int changedByOffset = 0;
        Random random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            List<ScoreVector> feed = feed(random);
            WeightVector weights = weights(random, 2 + random.nextInt(18));
            Evidence evidence = Samples.randomEvidence(random, 10);
            List<Integer> base = order(feed, weights);
            changed += order(personal(gain(evidence), feed), weights).equals(base) ? 0 : 1;
            changedByOffset += orderWithOffset(offsets(evidence), feed, weights).equals(base) ? 0 : 1;
        }
        assertThat(changed).as("seed %s", SEED).isGreaterThan(250);
        assertThat(changedByOffset).as("negative control, seed %s", SEED).isZero();
    }

    @Test
    void aFeedOfOneValueIsNeverReordered() {
        Random random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            List<ScoreVector> feed = feed(random);
            ValueDimension value = SET.dimension(random.nextInt(SET.size()));
            int position = SET.requirePosition(value.id());
            List<ScoreVector> personal = personal(gain(Samples.randomEvidence(random, 10)), feed);
            List<Integer> up = order(feed, WeightVector.of(SET, Map.of(value.id(), 1.0)));
            for (int rank = 1; rank < up.size(); rank++) {
                float ahead = personal.get(up.get(rank - 1)).get(position);
                float behind = personal.get(up.get(rank)).get(position);
                assertThat(ahead).as("%s, seed %s", value.id(), SEED).isGreaterThanOrEqualTo(behind);
            }
        }
    }

    private static List<ScoreVector> feed(Random random) {
        return IntStream.range(0, 40).mapToObj(i -> Samples.randomScores(random)).toList();
    }

    private static WeightVector weights(Random random, int active) {
        Map<String, Double> weights = new HashMap<>();
        while (weights.size() < active) {
            weights.put(SET.dimension(random.nextInt(SET.size())).id(), random.nextInt(1, 101) / 100.0);
        }
        return WeightVector.of(SET, weights);
    }

    private static ScoreVector scores(Map<String, Float> byName) {
        float[] scores = new float[SET.size()];
        byName.forEach((valueId, score) -> scores[SET.requirePosition(valueId)] = score);
        return ScoreVector.of(SET, scores);
    }

    private static Function<ScoreVector, ScoreVector> gain(Evidence evidence) {
        ShrunkGain gain = new ShrunkGain(RATES, evidence);
        return base -> gain.apply(base).mean();
    }

    private static List<ScoreVector> personal(Function<ScoreVector, ScoreVector> calibrator, List<ScoreVector> feed) {
        return feed.stream().map(calibrator).toList();
    }

    /** Shrunk mean residual per value, in thousandths: the calibrator that is no use for feeds. */
    private static int[] offsets(Evidence evidence) {
        int[] offsets = new int[SET.size()];
        for (int v = 0; v < offsets.length; v++) {
            double residual = evidence.ratingSum(v) - evidence.scoreSum(v);
            offsets[v] = (int) Math.round(1000 * residual / (evidence.count(v) + ShrunkGain.LAMBDA));
        }
        return offsets;
    }

    private static List<Integer> orderWithOffset(int[] offsets, List<ScoreVector> feed, WeightVector weights) {
        return order(feed.size(), i -> sum(feed.get(i), weights, offsets));
    }

    private static List<Integer> order(List<ScoreVector> feed, WeightVector weights) {
        return order(feed.size(), i -> sum(feed.get(i), weights, new int[SET.size()]));
    }

    /** Indices by descending sum; equal sums keep the order of the feed. */
    private static List<Integer> order(int posts, Function<Integer, Long> sum) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, posts).boxed().toList());
        order.sort(Comparator.comparing(sum).reversed());
        return order;
    }

    private static long sum(ScoreVector scores, WeightVector weights, int[] offsets) {
        long sum = 0;
        for (int v = 0; v < offsets.length; v++) {
            sum += (long) weights.thousandths(v) * (scores.thousandths(v) + offsets[v]);
        }
        return sum;
    }
}
