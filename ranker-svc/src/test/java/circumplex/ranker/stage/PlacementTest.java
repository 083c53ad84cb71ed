package circumplex.ranker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.kernel.Feeds;
import circumplex.ranker.kernel.ScoreKernel;
import circumplex.ranker.kernel.Scores;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.order.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlacementTest {

    private static final Scores FEED = scores(-1, 1, 2, -1, 3, -1);
    private static final Order BY_SCORE = Order.of(4, 2, 1);

    @Test
    void unscoredPostsKeepTheirEngagementSlot() {
        assertThat(Placement.KEEP_ENGAGEMENT_SLOT.place(FEED, BY_SCORE)).isEqualTo(Order.of(0, 4, 2, 3, 1, 5));
    }

    @Test
    void unscoredPostsGoLastInEngagementOrder() {
        assertThat(Placement.UNSCORED_LAST.place(FEED, BY_SCORE)).isEqualTo(Order.of(4, 2, 1, 0, 3, 5));
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void aFeedWithoutScoresStaysAsItIs(Placement placement) {
        assertThat(placement.place(scores(-1, -1, -1), Order.of())).isEqualTo(Order.of(0, 1, 2));
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void aFeedFullOfScoresIsTheOrderByScore(Placement placement) {
        assertThat(placement.place(scores(1, 3, 2), Order.of(1, 2, 0))).isEqualTo(Order.of(1, 2, 0));
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void anEmptyFeedIsEmpty(Placement placement) {
        assertThat(placement.place(scores(), Order.of())).isEqualTo(Order.of());
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void theFirstScoresGiveTheFirstPlaces(Placement placement) {
        Order all = placement.place(FEED, BY_SCORE);
        for (int count = 1; count <= BY_SCORE.size(); count++) {
            Order placed = placement.place(FEED, BY_SCORE.first(count));
            assertThat(placed.size()).isGreaterThanOrEqualTo(count);
            assertThat(placed).as("%d", count).isEqualTo(all.first(placed.size()));
        }
    }

    private static Scores scores(int... scores) {
        return ScoreKernel.score(Feeds.ofOneValue(scores), Weights.of(1000));
    }
}
