package circumplex.ranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.ranker.kernel.Weights;
import circumplex.values.ScoreVector;
import circumplex.values.ValueDimension;
import circumplex.values.ValueGroup;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.ValueScores;
import circumplex.wire.InvalidField;
import circumplex.wire.WireValueSets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ValuesWireTest {

    private static final long SEED = 41;

    private static final ValueSet TASTES = set("tastes", "sweetness", "bitterness");
    private static final ValueSet COLOURS = set("colours", "redness");
    private static final ValueSet SOUNDS = set("sounds", "loudness", "shrillness", "warmth");

    private final ValuesWire several = new ValuesWire(List.of(TASTES, COLOURS, SOUNDS));
    private final ValuesWire one = new ValuesWire(List.of(TASTES));

    @Test
    void numbersValuesThroughAllSetsInOrder() {
        Weights weights = several.weights(Map.of("warmth", 1.0, "redness", -0.25, "bitterness", 0.0004), "weights");

        assertThat(several.count()).isEqualTo(6);
        assertThat(thousandths(weights)).containsExactly(0, 0, -250, 0, 0, 1000);
    }

    @Test
    void findsScoresOfASetWhereverTheyStand() {
        int[] row = several.scores(
                List.of(scores("sounds", 4, 5, 6), scores("tastes", 1, 2), scores("colours", 3)), () -> "posts[0].scores");

        assertThat(row).containsExactly(1000, 2000, 3000, 4000, 5000, 6000);
    }

    @Test
    void needsNoSetIdWhereThereIsOneSet() {
        assertThat(one.scores(List.of(scores("", 1.2345f, 2)), () -> "x")).containsExactly(1235, 2000);
        assertThat(one.scores(List.of(scores("tastes", 1, 2)), () -> "x")).containsExactly(1000, 2000);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearestOverAllSets() {
        for (Map.Entry<String, String> typed :
                Map.of("rednes", "redness", "shrilness", "shrillness", "sweetnes", "sweetness").entrySet()) {
            assertThatThrownBy(() -> several.weights(Map.of(typed.getKey(), 1.0), "weights"))
                    .isInstanceOfSatisfying(InvalidField.class, invalid -> {
                        assertThat(invalid.path()).isEqualTo("weights[\"" + typed.getKey() + "\"]");
                        assertThat(invalid.rule()).isEqualTo("known_value");
                        assertThat(invalid.description()).contains("'" + typed.getValue() + "'");
                    });
        }
    }

    @Test
    void aWeightOutOfRangeIsNamed() {
        for (double weight : new double[] {1.2, -1.2, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertInvalid("weights[\"warmth\"]", "range", () -> several.weights(Map.of("warmth", weight), "weights"));
        }
    }

    @Test
    void scoresOfASetThatAppearTwiceAreNamed() {
        List<ValueScores> twice = List.of(scores("tastes", 1, 2), scores("colours", 3), scores("tastes", 1, 2));
        assertInvalid("p[2].value_set_id", "unique", () -> several.scores(twice, () -> "p"));

        List<ValueScores> twiceWithoutId = List.of(scores("", 1, 2), scores("tastes", 1, 2));
        assertInvalid("p[1].value_set_id", "unique", () -> one.scores(twiceWithoutId, () -> "p"));
    }

    @Test
    void scoresOfASetThatAreMissingAreNamed() {
        List<ValueScores> missing = List.of(scores("tastes", 1, 2), scores("sounds", 4, 5, 6));

        assertInvalid("p", "value_set", () -> several.scores(missing, () -> "p"));
        assertThatThrownBy(() -> several.scores(missing, () -> "p")).hasMessageContaining("colours");
    }

    @Test
    void scoresOfAnotherSetAreNamed() {
        assertInvalid("p[0].value_set_id", "value_set", () -> one.scores(List.of(scores("colours", 3)), () -> "p"));
        assertInvalid("p[0].value_set_id", "value_set", () -> several.scores(List.of(scores("odours", 3)), () -> "p"));
        assertInvalid("p[0].value_set_id", "value_set", () -> several.scores(List.of(scores("", 3)), () -> "p"));
    }

    @Test
    void malformedScoresAreNamed() {
        assertInvalid("p[0].scores", "length", () -> one.scores(List.of(scores("", 1, 2, 3)), () -> "p"));
        assertInvalid("p[0].scores[1]", "range", () -> one.scores(List.of(scores("", 1, Float.NaN)), () -> "p"));
        assertInvalid("p[1].scores[0]", "range", () -> several.scores(
                List.of(scores("tastes", 1, 2), scores("colours", 6.5f)), () -> "p"));
    }

    @Test
    void aSetThatIsNamedTwiceIsNamed() {
        ValueSet known = ValueSets.all().defaultSet();

        assertInvalid("value_sets[1].id", "unique", () -> ValuesWire.read(
                List.of(WireValueSets.ref(known), WireValueSets.ref(known))));
    }

    private static void assertInvalid(String path, String rule, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(InvalidField.class, invalid -> {
            assertThat(invalid.path()).isEqualTo(path);
            assertThat(invalid.rule()).isEqualTo(rule);
        });
    }

    private static int[] thousandths(Weights weights) {
        int[] thousandths = new int[weights.values()];
        Arrays.setAll(thousandths, weights::thousandths);
        return thousandths;
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

    /** The edge reads floats itself; the vocabulary rounds them in the same way. */
    @Test
    void roundsAsTheVocabulary() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200_000; round++) {
            float score = round < 12_001 ? round / 2000f : random.nextFloat() * 6;
            assertThat(ValuesWire.thousandths(score))
                    .as("seed %d, score %s", SEED, score)
                    .isEqualTo(ScoreVector.of(COLOURS, score).thousandths(0));
        }
    }
}
