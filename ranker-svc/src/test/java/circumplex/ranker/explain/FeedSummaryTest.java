package circumplex.ranker.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Feeds;
import circumplex.ranker.order.Order;
import circumplex.ranker.stage.TopK;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedSummaryTest {

    private static final long SEED = 2010;
    private static final double CLOSE = 1e-9;

    @Test
    void exposureWeighsWithTheDiscountOfThePlace() {
        Feed feed = Feeds.of(2, new int[] {6000, 0}, new int[] {0, 3000}, new int[0]);
        double second = Math.log(2) / Math.log(3);

        assertThat(Exposure.of(feed, Order.of(0, 1)))
                .containsExactly((float) (6 / (1 + second)), (float) (3 * second / (1 + second)));
        // The unscored post takes the first place and gives nothing.
        assertThat(Exposure.of(feed, Order.of(2, 0))).containsExactly(6f, 0f);
        assertThat(Exposure.of(feed, Order.of(2))).isEmpty();
        assertThat(Exposure.of(feed, Order.of())).isEmpty();
    }

    @Test
    void topOverlapIsTheShareOfTheFirstThatStayAmongTheFirst() {
        assertThat(Overlap.top(Order.of(2, 0, 1, 3), 2)).hasValue(0.5);
        assertThat(Overlap.top(Order.of(0, 1), 2)).hasValue(1);
        assertThat(Overlap.top(Order.of(), 0)).isEmpty();
    }

    @Test
    void rankBiasedOverlapIsOneForTheSameOrderAndTheFormulaForOthers() {
        assertThat(Overlap.rankBiased(Order.byEngagement(30)).orElseThrow()).isCloseTo(1, within(CLOSE));
        assertThat(Overlap.rankBiased(Order.of(0)).orElseThrow()).isCloseTo(1, within(CLOSE));
        assertThat(Overlap.rankBiased(Order.of())).isEmpty();
        // 1 0: nothing in common at depth 1, both at depth 2: 0.1 / 0.9 · 0.81 + 0.81.
        assertThat(Overlap.rankBiased(Order.of(1, 0)).orElseThrow()).isCloseTo(0.9, within(CLOSE));
    }

    @Test
    void rankBiasedOverlapIsTheFormulaOverSets() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            List<Integer> posts = IntStream.range(0, 1 + random.nextInt(40)).boxed().collect(Collectors.toList());
            Collections.shuffle(posts, random);
            double sum = 0;
            Set<Integer> here = new HashSet<>();
            Set<Integer> there = new HashSet<>();
            for (int depth = 1; depth <= posts.size(); depth++) {
                here.add(posts.get(depth - 1));
                there.add(depth - 1);
                Set<Integer> both = new HashSet<>(here);
                both.retainAll(there);
                sum += Math.pow(0.9, depth) * both.size() / depth;
            }
            double expected = 0.1 / 0.9 * sum + Math.pow(0.9, posts.size());
            assertThat(Overlap.rankBiased(Order.of(posts.stream().mapToInt(Integer::intValue).toArray())).orElseThrow())
                    .as("seed %d, round %d", SEED, round)
                    .isCloseTo(expected, within(CLOSE));
        }
    }

    @Test
    void comparesTheAnswerWithAsMuchOfTheEngagementOrder() {
        Feed feed = Feeds.ofOneValue(1, 2, 6);

        FeedSummary summary = FeedSummary.of(feed, Order.of(2), Order.of(2, 1, 0), new TopK(1));

        assertThat(summary.exposureBefore()).containsExactly(1f);
        assertThat(summary.exposureAfter()).containsExactly(6f);
        assertThat(summary.depth()).isEqualTo(1);
        assertThat(summary.topOverlap()).hasValue(0);
        assertThat(FeedSummary.of(feed, Order.of(2, 1, 0), Order.of(2, 1, 0), TopK.ALL).depth()).isEqualTo(3);
    }

    @Test
    void kendallTauBetweenTwoOrdersIsThatOfOneNamedByTheOther() {
        Order order = Order.of(3, 1, 0, 2);

        assertThat(KendallTau.between(order, order)).hasValue(1);
        assertThat(KendallTau.between(order, Order.of(2, 0, 1, 3))).hasValue(-1);
        assertThat(KendallTau.between(order, Order.byEngagement(4))).isEqualTo(KendallTau.ofOrder(order));
        assertThat(KendallTau.between(Order.of(), Order.of())).isEmpty();
    }
}
