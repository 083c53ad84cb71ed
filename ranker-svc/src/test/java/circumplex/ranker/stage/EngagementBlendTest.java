package circumplex.ranker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import circumplex.ranker.order.Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EngagementBlendTest {

    private static final long SEED = 1770;

    @Test
    void zeroIsTheOrderByScoreAndAThousandTheEngagementOrder() {
        Order byScore = Order.of(7, 2, 9, 4);

        assertThat(new EngagementBlend(0).blend(byScore)).isSameAs(byScore);
        assertThat(new EngagementBlend(1000).blend(byScore)).isEqualTo(Order.of(2, 4, 7, 9));
    }

    @Test
    void equalCostsKeepTheEngagementOrder() {
        // By score 1 0, by engagement 0 1: at one half both cost the same.
        assertThat(new EngagementBlend(500).blend(Order.of(1, 0))).isEqualTo(Order.of(0, 1));
        assertThat(new EngagementBlend(499).blend(Order.of(1, 0))).isEqualTo(Order.of(1, 0));
    }

    /** Places by engagement have no gaps, wherever the posts stand in the feed. */
    @Test
    void placesAreDense() {
        assertThat(new EngagementBlend(400).blend(Order.of(900, 5, 7))).isEqualTo(new EngagementBlend(400)
                .blend(Order.of(2, 0, 1))
                .renamed(Order.of(5, 7, 900)));
    }

    /** Taking a post away may turn two others round: post 2 stands between 1 and 0 by score and after them by engagement. */
    @Test
    void removingAPostNeedNotKeepTheOrderOfTheOthers() {
        EngagementBlend half = new EngagementBlend(500);

        assertThat(half.blend(Order.of(1, 2, 0))).isEqualTo(Order.of(1, 0, 2));
        assertThat(half.blend(Order.of(1, 0))).isEqualTo(Order.of(0, 1));
    }

    @Test
    void isTheBordaCountWrittenDown() {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            List<Integer> byScore = new ArrayList<>();
            for (int post = 0; post < 1 + random.nextInt(30); post++) {
                byScore.add(3 * post + random.nextInt(3));
            }
            Collections.shuffle(byScore, random);
            int share = random.nextInt(1001);
            List<Integer> byEngagement = byScore.stream().sorted().toList();
            List<Integer> expected = new ArrayList<>(byEngagement);
            // A stable sort of posts in engagement order.
            expected.sort(Comparator.comparingLong(
                    post -> (1000L - share) * byScore.indexOf(post) + (long) share * byEngagement.indexOf(post)));
            assertThat(new EngagementBlend(share).blend(order(byScore)))
                    .as("seed %d, round %d, share %d", SEED, round, share)
                    .isEqualTo(order(expected));
        }
    }

    @Test
    void refusesAShareOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EngagementBlend(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EngagementBlend(1001));
    }

    private static Order order(List<Integer> posts) {
        return Order.of(posts.stream().mapToInt(Integer::intValue).toArray());
    }
}
