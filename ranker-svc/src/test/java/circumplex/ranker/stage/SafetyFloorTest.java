package circumplex.ranker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import circumplex.ranker.order.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafetyFloorTest {

    private static final List<FloorLimit> LIMITS = List.of(new FloorLimit(0, 2000), new FloorLimit(1000, 6000));

    /** Posts 0 to 4: passes, breaks the first, breaks both, unknown in the second, breaks the first and unknown in the second. */
    private static final int[][] SCORES = {{2000, 1000}, {2001, 1000}, {6000, 999}, {0, -1}, {2500, -1}};

    @Test
    void removesWhatBreaksALimitAndSaysWhich() {
        Floored floored = new SafetyFloor(LIMITS, SafetyFloor.Action.REMOVE, false).judge(5, scores());

        assertThat(floored.left()).isEqualTo(Order.of(0, 3));
        assertThat(floored.removed())
                .containsExactly(
                        new Removal(1, Removal.Reason.FLOOR, List.of(0)),
                        new Removal(2, Removal.Reason.FLOOR, List.of(0, 1)),
                        new Removal(4, Removal.Reason.FLOOR, List.of(0)));
        assertThat(floored.ended()).isEmpty();
        assertThat(floored.unjudged()).isEqualTo(2);
        assertThat(floored.whole(Order.of(1, 0))).isEqualTo(Order.of(3, 0));
        assertThat(floored.renumbered(Order.of(3, 0))).isEqualTo(Order.of(1, 0));
    }

    @Test
    void sendsToTheEndInEngagementOrder() {
        Floored floored = new SafetyFloor(LIMITS, SafetyFloor.Action.SEND_TO_END, false).judge(5, scores());

        assertThat(floored.removed()).isEmpty();
        assertThat(floored.ended()).extracting(Removal::post).containsExactly(1, 2, 4);
        assertThat(floored.whole(Order.of(1, 0))).isEqualTo(Order.of(3, 0, 1, 2, 4));
    }

    @Test
    void treatsWhatItCannotJudgeAsABreachWhereItIsTold() {
        Floored floored = new SafetyFloor(LIMITS, SafetyFloor.Action.REMOVE, true).judge(5, scores());

        assertThat(floored.left()).isEqualTo(Order.of(0));
        assertThat(floored.removed()).contains(new Removal(3, Removal.Reason.UNJUDGED, List.of()));
        assertThat(floored.unjudged()).isEqualTo(2);
    }

    @Test
    void withoutLimitsNothingHappens() {
        Floored floored = SafetyFloor.NONE.judge(3, BaseScores.unknown(0, 3));

        assertThat(floored).isEqualTo(new Floored(Order.of(0, 1, 2), List.of(), List.of(), 0));
        assertThat(floored.untouched()).isTrue();
    }

    @Test
    void aLimitThatContradictsItselfCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FloorLimit(2001, 2000));
    }

    private static BaseScores scores() {
        BaseScores scores = BaseScores.unknown(2, SCORES.length);
        for (int post = 0; post < SCORES.length; post++) {
            for (int limit = 0; limit < 2; limit++) {
                if (SCORES[post][limit] >= 0) {
                    scores.put(limit, post, SCORES[post][limit]);
                }
            }
        }
        return scores;
    }
}
