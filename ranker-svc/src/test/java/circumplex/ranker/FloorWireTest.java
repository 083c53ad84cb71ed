package circumplex.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.stage.BaseScores;
import circumplex.ranker.stage.Floored;
import circumplex.ranker.stage.Removal;
import circumplex.ranker.v1.FloorLimit;
import circumplex.ranker.v1.FloorRules;
import circumplex.ranker.v1.UnjudgedTreatment;
import circumplex.values.ValueDimension;
import circumplex.values.ValueGroup;
import circumplex.values.ValueSet;
import circumplex.values.v1.ValueScores;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A floor over two value sets, of which a post may have base scores of one alone. */
class FloorWireTest {

    private static final ValuesWire VALUES =
            new ValuesWire(List.of(set("tastes", "sweetness", "bitterness"), set("colours", "redness")));

    @Test
    void judgesByTheSetThatIsThereAndCountsTheOther() {
        Floored floored = judged(UnjudgedTreatment.UNJUDGED_TREATMENT_PASS);

        assertThat(floored.left().toArray()).containsExactly(0, 2);
        assertThat(floored.removed()).containsExactly(new Removal(1, Removal.Reason.FLOOR, List.of(0)));
        assertThat(floored.unjudged()).isEqualTo(2);
    }

    @Test
    void treatsTheSetThatIsMissingAsABreachWhereThatIsAskedFor() {
        Floored floored = judged(UnjudgedTreatment.UNJUDGED_TREATMENT_BREACH);

        assertThat(floored.left().toArray()).containsExactly(2);
        assertThat(floored.removed())
                .containsExactly(
                        new Removal(0, Removal.Reason.UNJUDGED, List.of()), new Removal(1, Removal.Reason.FLOOR, List.of(0)));
    }

    /** The first post passes by tastes, the second does not, and the third passes by both. */
    private static Floored judged(UnjudgedTreatment treatment) {
        FloorWire floor = FloorWire.read(
                FloorRules.newBuilder()
                        .setUnjudged(treatment)
                        .addLimits(FloorLimit.newBuilder().setValueId("bitterness").setAtMost(3))
                        .addLimits(FloorLimit.newBuilder().setValueId("redness").setAtLeast(1))
                        .build(),
                VALUES);
        BaseScores scores = floor.unknown(3);
        floor.read(List.of(scores("tastes", 6, 3)), () -> "posts[0].base_scores", 0, scores);
        floor.read(List.of(scores("tastes", 0, 4)), () -> "posts[1].base_scores", 1, scores);
        floor.read(List.of(scores("colours", 1), scores("tastes", 0, 0)), () -> "posts[2].base_scores", 2, scores);
        return floor.floor().judge(3, scores);
    }

    private static ValueScores scores(String setId, float... scores) {
        ValueScores.Builder wire = ValueScores.newBuilder().setValueSetId(setId);
        for (float score : scores) {
            wire.addScores(score);
        }
        return wire.build();
    }

    private static ValueSet set(String id, String... values) {
        return new ValueSet(
                id,
                1,
                id,
                false,
                List.of(new ValueGroup("all", "All", Optional.empty())),
                Arrays.stream(values)
                        .map(value -> new ValueDimension(value, value, value, "What one may like.", "all"))
                        .toList());
    }
}
