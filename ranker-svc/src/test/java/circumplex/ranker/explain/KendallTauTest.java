package circumplex.ranker.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Feeds;
import circumplex.ranker.kernel.ScoreKernel;
import circumplex.ranker.kernel.Scores;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.order.Order;
import circumplex.ranker.order.ScoreOrder;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KendallTauTest {

    private static final long SEED = 1938;
    private static final double CLOSE = 1e-12;

    @Test
    void isOneForTheEngagementOrderAndMinusOneForItsReverse() {
        assertThat(KendallTau.ofOrder(Order.of(0, 1, 2, 3, 4))).hasValue(1);
        assertThat(KendallTau.ofOrder(Order.of(4, 3, 2, 1, 0))).hasValue(-1);
        assertThat(KendallTau.ofOrder(Order.of(1, 0))).hasValue(-1);
        assertThat(KendallTau.ofOrder(Order.of(0, 2, 1))).hasValue(1.0 / 3);
    }

    @Test
    void isAbsentBelowTwoPosts() {
        assertThat(KendallTau.ofOrder(Order.of())).isEmpty();
        assertThat(KendallTau.ofOrder(Order.of(0))).isEmpty();
    }

    @Test
    void ofScoresIsPositiveWhenHigherScoresStandHigherInTheEngagementOrder() {
        assertThat(ofScores(Feeds.ofOneValue(6, 4, 1), Weights.of(1000))).hasValue(1);
        assertThat(ofScores(Feeds.ofOneValue(6, 4, 1), Weights.of(-1000))).hasValue(-1);
        assertThat(ofScores(Feeds.ofOneValue(-1, 6, -1, 2), Weights.of(1000))).hasValue(1);
    }

    @Test
    void ofScoresIsCorrectedForTies() {
        // Pairs: 2 with the engagement order, none against it, 1 tied: 2 / sqrt(2 · 3).
        assertThat(ofScores(Feeds.ofOneValue(6, 1, 1), Weights.of(1000))).hasValue(2 / Math.sqrt(6));
    }

    @Test
    void ofScoresIsAbsentWhenThereIsNothingToCompare() {
        assertThat(ofScores(Feeds.ofOneValue(3, 3, 3), Weights.of(1000))).isEmpty();
        assertThat(ofScores(Feeds.ofOneValue(1, 2, 3), Weights.of(0))).isEmpty();
        assertThat(ofScores(Feeds.ofOneValue(3, -1), Weights.of(1000))).isEmpty();
        assertThat(ofScores(Feeds.ofOneValue(-1, -1), Weights.of(1000))).isEmpty();
        assertThat(ofScores(Feeds.ofOneValue(), Weights.of(1000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 8, 9, 64, 65, 207, 500, KendallTau.SHORT, KendallTau.SHORT + 1})
    void isTheOracleOverAllPairs(int posts) {
        Random random = new Random(SEED + posts);
        for (int round = 0; round < 20; round++) {
            List<Integer> shuffled = IntStream.range(0, posts).boxed().collect(Collectors.toList());
            Collections.shuffle(shuffled, random);
            int[] order = shuffled.stream().mapToInt(Integer::intValue).toArray();
            assertThat(KendallTau.ofOrder(Order.of(order)).orElseThrow())
                    .as("seed %d, %d posts, round %d", SEED, posts, round)
                    .isCloseTo(oracle(order), within(CLOSE))
                    .isBetween(-1.0, 1.0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 8, 9, 64, 65, 207, 500, KendallTau.SHORT, KendallTau.SHORT + 1})
    void ofScoresIsTheOracleOverAllPairsWithManyTies(int posts) {
        Random random = new Random(SEED + posts);
        int[] steps = {6000, 3000, 1000, 1};
        for (int round = 0; round < 20; round++) {
            Feed feed = Feeds.random(random, posts, 2, steps[round % steps.length]);
            Weights weights = Feeds.weights(random, 2, 500);
            OptionalDouble expected = oracle(feed, ScoreKernel.score(feed, weights));
            OptionalDouble actual = ofScores(feed, weights);
            String where = "seed %d, %d posts, round %d".formatted(SEED, posts, round);
            assertThat(actual.isPresent()).as(where).isEqualTo(expected.isPresent());
            if (actual.isPresent()) {
                assertThat(actual.getAsDouble())
                        .as(where)
                        .isCloseTo(expected.getAsDouble(), within(CLOSE))
                        .isBetween(-1.0, 1.0);
            }
        }
    }

    private static OptionalDouble ofScores(Feed feed, Weights weights) {
        Scores scores = ScoreKernel.score(feed, weights);
        return KendallTau.bOfScores(ScoreOrder.of(scores), scores);
    }

    private static double oracle(int[] order) {
        long balance = 0;
        long pairs = 0;
        for (int i = 0; i < order.length; i++) {
            for (int j = i + 1; j < order.length; j++) {
                balance += order[i] < order[j] ? 1 : -1;
                pairs++;
            }
        }
        return (double) balance / pairs;
    }

    /** The textbook formula: (concordant − discordant) / √((pairs − tied scores) · (pairs − tied ranks)), no rank being tied. */
    private static OptionalDouble oracle(Feed feed, Scores scores) {
        long balance = 0;
        long pairs = 0;
        long tied = 0;
        for (int i = 0; i < feed.size(); i++) {
            for (int j = i + 1; j < feed.size(); j++) {
                if (feed.scored(i) && feed.scored(j)) {
                    int difference = Long.compare(scores.millionths(i), scores.millionths(j));
                    balance += difference;
                    tied += difference == 0 ? 1 : 0;
                    pairs++;
                }
            }
        }
        return pairs == tied
                ? OptionalDouble.empty()
                : OptionalDouble.of(balance / Math.sqrt((double) (pairs - tied) * pairs));
    }
}
