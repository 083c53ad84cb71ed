package circumplex.ranker.explain;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.order.Order;
import circumplex.ranker.stage.AuthorCap;
import circumplex.ranker.stage.Authors;
import circumplex.ranker.stage.BoundedDisplacement;
import circumplex.ranker.stage.EngagementBlend;
import circumplex.ranker.stage.Placement;
import circumplex.ranker.stage.Rules;
import circumplex.ranker.stage.SafetyFloor;
import circumplex.ranker.stage.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovesTest {

    private static final Rules RULES = new Rules(
            SafetyFloor.NONE,
            EngagementBlend.NONE,
            Placement.KEEP_ENGAGEMENT_SLOT,
            new AuthorCap(1, 2),
            new BoundedDisplacement(2));

    @Test
    void namesTheStagesThatMovedAPostAndWhetherItWasAboutThisPost() {
        List<Step> steps = List.of(
                new Step(Step.Stage.SCORE, Order.of(3, 2, 0, 1)),
                new Step(Step.Stage.BLEND, Order.of(3, 2, 0, 1)),
                new Step(Step.Stage.AUTHOR_CAP, Order.of(3, 0, 2, 1)),
                new Step(Step.Stage.DISPLACEMENT, Order.of(0, 3, 2, 1)));
        Moves moves = new Moves(4, steps, RULES, Authors.of(1, -1, 0, 0));

        assertThat(moves.of(3))
                .containsExactly(
                        new Move(Step.Stage.SCORE, 3, 0, true), new Move(Step.Stage.DISPLACEMENT, 0, 1, true));
        // One too many behind post 3; before, it moved up by its score.
        assertThat(moves.of(2))
                .containsExactly(
                        new Move(Step.Stage.SCORE, 2, 1, true), new Move(Step.Stage.AUTHOR_CAP, 1, 2, true));
        assertThat(moves.of(0))
                .containsExactly(
                        new Move(Step.Stage.SCORE, 0, 2, true),
                        new Move(Step.Stage.AUTHOR_CAP, 2, 1, false),
                        new Move(Step.Stage.DISPLACEMENT, 1, 0, false));
    }

    /** B A A becomes A B A: the cap brings the first A forward, and the second, at which it would be exceeded, stays. */
    @Test
    void whatTheCapBringsForwardIsMovedForItsAuthor() {
        List<Step> steps =
                List.of(new Step(Step.Stage.SCORE, Order.of(0, 1, 2)), new Step(Step.Stage.AUTHOR_CAP, Order.of(1, 0, 2)));
        Moves moves = new Moves(3, steps, RULES, Authors.of(1, 0, 0));

        assertThat(moves.of(0)).containsExactly(new Move(Step.Stage.AUTHOR_CAP, 0, 1, false));
        assertThat(moves.of(1)).containsExactly(new Move(Step.Stage.AUTHOR_CAP, 1, 0, true));
        assertThat(moves.of(2)).isEmpty();
    }

    @Test
    void aPostThatNothingMovedHasNoMoves() {
        Order order = Order.byEngagement(3);

        assertThat(new Moves(3, List.of(new Step(Step.Stage.SCORE, order)), RULES, Authors.unknown(3)).of(1)).isEmpty();
    }
}
