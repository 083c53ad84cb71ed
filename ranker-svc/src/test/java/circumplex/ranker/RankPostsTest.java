package circumplex.ranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Feeds;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.order.Order;
import circumplex.ranker.stage.Placement;
import circumplex.ranker.stage.Removal;
import circumplex.ranker.stage.TopK;
import io.grpc.Context;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankPostsTest {

    private static final Feed FEED = Feeds.ofOneValue(1, -1, 3, 3, 5);
    private static final Weights MORE = Weights.of(1000);

    private final RankPosts rankPosts = new RankPosts();

    @Test
    void goesThroughAllStages() {
        Ranking ranking = rank(FEED, MORE, Placement.KEEP_ENGAGEMENT_SLOT, new TopK(3));

        assertThat(ranking.kept()).isEqualTo(Order.of(4, 1, 2));
        assertThat(ranking.removed())
                .containsExactly(
                        new Removal(3, Removal.Reason.BELOW_TOP_K, List.of()), new Removal(0, Removal.Reason.BELOW_TOP_K, List.of()));
        assertThat(ranking.scores().millionths(4)).isEqualTo(5_000_000);
        assertThat(ranking.scores().scored(1)).isFalse();
    }

    @Test
    void kendallTauIsThatOfAllPostsWhateverIsCutOff() {
        for (int k = 1; k <= 5; k++) {
            Ranking ranking = rank(FEED, MORE, Placement.KEEP_ENGAGEMENT_SLOT, new TopK(k));
            // 4 1 2 3 0: three pairs as engagement has them, seven the other way round.
            assertThat(ranking.kendallTau()).hasValue(-0.4);
            // One tied pair, five with higher scores further down: −5 / √(5 · 6).
            assertThat(ranking.kendallTauBScores()).hasValue(-5 / Math.sqrt(30));
        }
    }

    @Test
    void kendallTauOfScoresLeavesUnscoredPostsOut() {
        Feed feed = Feeds.ofOneValue(-1, 5, 3, -1, 1);

        Ranking ranking = rank(feed, MORE, Placement.UNSCORED_LAST, TopK.ALL);

        assertThat(ranking.kept()).isEqualTo(Order.of(1, 2, 4, 0, 3));
        assertThat(ranking.kendallTau()).hasValue(0.2);
        assertThat(ranking.kendallTauBScores()).hasValue(1);
    }

    @Test
    void zeroWeightsLeaveTheEngagementOrder() {
        Ranking ranking = rank(FEED, Weights.of(0), Placement.KEEP_ENGAGEMENT_SLOT, TopK.ALL);

        assertThat(ranking.kept()).isEqualTo(Order.of(0, 1, 2, 3, 4));
        assertThat(ranking.kendallTau()).hasValue(1);
        assertThat(ranking.kendallTauBScores()).isEmpty();
    }

    @Test
    void anEmptyFeedHasAnEmptyRanking() {
        Ranking ranking = rank(Feeds.ofOneValue(), MORE, Placement.KEEP_ENGAGEMENT_SLOT, TopK.ALL);

        assertThat(ranking.kept()).isEqualTo(Order.of());
        assertThat(ranking.removed()).isEqualTo(List.of());
        assertThat(ranking.kendallTau()).isEmpty();
        assertThat(ranking.kendallTauBScores()).isEmpty();
    }

    @Test
    void stopsWhenTheClientIsGone() {
        Context.CancellableContext call = Context.current().withCancellation();
        call.cancel(null);

        call.run(() -> assertThatThrownBy(() -> rank(FEED, MORE, Placement.KEEP_ENGAGEMENT_SLOT, TopK.ALL))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(ErrorReason.ERROR_REASON_CANCELLED)));
    }

    @Test
    void refusesWeightsForOtherValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rank(FEED, Weights.of(1, 2), Placement.KEEP_ENGAGEMENT_SLOT, TopK.ALL));
    }

    private Ranking rank(Feed feed, Weights weights, Placement placement, TopK topK) {
        return rankPosts.rank(Tasks.plain(feed, weights, placement, topK));
    }
}
