package circumplex.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlacementTest {

    private static final Feed FEED = Feeds.ofOneValue(-1, 1, 2, -1, 3, -1);
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
        assertThat(placement.place(Feeds.ofOneValue(-1, -1, -1), Order.of())).isEqualTo(Order.of(0, 1, 2));
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void aFeedFullOfScoresIsTheOrderByScore(Placement placement) {
        assertThat(placement.place(Feeds.ofOneValue(1, 3, 2), Order.of(1, 2, 0))).isEqualTo(Order.of(1, 2, 0));
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void anEmptyFeedIsEmpty(Placement placement) {
        assertThat(placement.place(Feeds.ofOneValue(), Order.of())).isEqualTo(Order.of());
    }
}
