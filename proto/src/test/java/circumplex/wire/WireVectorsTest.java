package circumplex.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.WeightVector;
import circumplex.values.v1.ValueScores;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireVectorsTest {

    private static final long SEED = 57;
    private static final ValueSet SET = ValueSets.all().defaultSet();

    @Test
    void scoresComeBackBitForBit() throws InvalidProtocolBufferException {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            float[] numbers = new float[19];
            for (int position = 0; position < 19; position++) {
                numbers[position] = random.nextInt(4) == 0 ? random.nextInt(7) : random.nextFloat() * 6f;
            }
            ScoreVector scores = ScoreVector.of(SET, numbers);
            ValueScores wire = ValueScores.parseFrom(WireVectors.scores(scores).toByteArray());

            assertThat(WireVectors.scores(SET, wire, "scores")).as("seed %d", SEED).isEqualTo(scores);
        }
    }

    @Test
    void scoresMayNameTheSetOfTheRequestAndNoOther() {
        ValueScores wire = WireVectors.scores(ScoreVector.of(SET, new float[19]));

        assertThat(wire.getValueSetId()).isEmpty();
        assertThatCode(() -> WireVectors.scores(SET, wire.toBuilder().setValueSetId("schwartz-19").build(), "scores"))
                .doesNotThrowAnyException();
        assertInvalid(
                () -> WireVectors.scores(SET, wire.toBuilder().setValueSetId("schwartz-10").build(), "posts[2].scores[0]"),
                "posts[2].scores[0].value_set_id",
                "value_set");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 18, 20, 256})
    void scoresAreOneForEachValue(int count) {
        ValueScores wire = ValueScores.newBuilder().addAllScores(Collections.nCopies(count, 1f)).build();

        assertInvalid(() -> WireVectors.scores(SET, wire, "posts[2].scores[0]"), "posts[2].scores[0].scores", "length");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0.001f, 6.001f})
    void scoresAreInRange(float score) {
        ValueScores wire = WireVectors.scores(ScoreVector.of(SET, new float[19])).toBuilder().setScores(18, score).build();

        assertInvalid(() -> WireVectors.scores(SET, wire, "posts[2].scores[0]"), "posts[2].scores[0].scores[18]", "range");
    }

    @Test
    void weightsTravelByName() {
        Map<String, Double> wire = Map.of("benevolence_caring", 1.0, "power_dominance", -0.5);

        assertThat(WireVectors.weights(SET, wire, "weights")).isEqualTo(WeightVector.of(SET, wire));
        assertThat(WireVectors.weights(SET, Map.of(), "weights").isZero()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.2, -1.0000001})
    void weightsAreInRange(double weight) {
        assertInvalid(
                () -> WireVectors.weights(SET, Map.of("benevolence_caring", weight), "weights"),
                "weights[\"benevolence_caring\"]",
                "range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"caring", "Benevolence_Caring", "", "benevolence caring", "💙"})
    void weightsAreOfKnownValues(String name) {
        assertInvalid(
                () -> WireVectors.weights(SET, Map.of(name, 0.5), "weights"), "weights[\"" + name + "\"]", "known_value");
    }

    @Test
    void ratingsTravelByName() {
        Map<String, Integer> wire = Map.of("benevolence_caring", 0, "face", 6);
        RatingVector ratings = WireVectors.ratings(SET, wire, "annotations[1].ratings");

        assertThat(ratings).isEqualTo(RatingVector.of(SET, wire));
        assertThat(ratings.ratedCount()).isEqualTo(2);
    }

    @Test
    void ratingsAreOfKnownValuesAndInRange() {
        assertInvalid(
                () -> WireVectors.ratings(SET, Map.of("face", 7), "annotations[1].ratings"),
                "annotations[1].ratings[\"face\"]",
                "range");
        // A uint32 above 2^31 is negative in Java.
        assertInvalid(
                () -> WireVectors.ratings(SET, Map.of("face", -1), "annotations[1].ratings"),
                "annotations[1].ratings[\"face\"]",
                "range");
        assertInvalid(
                () -> WireVectors.ratings(SET, Map.of("fase", 1), "annotations[1].ratings"),
                "annotations[1].ratings[\"fase\"]",
                "known_value");
    }

    @Test
    void whatIsSaidOfARatingDoesNotQuoteIt() {
        assertThatThrownBy(() -> WireVectors.ratings(SET, Map.of("face", 4711), "ratings")).hasMessageNotContaining("4711");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearestKnownOne() {
        assertThatThrownBy(() -> WireVectors.weights(SET, Map.of("benevolance_caring", 1.0), "weights"))
                .isInstanceOfSatisfying(
                        InvalidField.class, e -> assertThat(e.description()).contains("did you mean 'benevolence_caring'?"));
    }

    @Test
    void idsAppearOnce() {
        assertThatCode(() -> WireVectors.requireUnique(List.of("a", "b", "A"), WireVectorsTest::postId)).doesNotThrowAnyException();
        assertThatCode(() -> WireVectors.requireUnique(List.of(), WireVectorsTest::postId)).doesNotThrowAnyException();
        assertInvalid(
                () -> WireVectors.requireUnique(List.of("a", "b", "c", "b", "a"), WireVectorsTest::postId), "posts[3].post_id", "unique");
        assertThatThrownBy(() -> WireVectors.requireUnique(List.of("a", "b", "b"), WireVectorsTest::postId))
                .hasMessage("is the same as posts[1].post_id");
    }

    @Test
    void aKeyCannotBreakOutOfItsPath() {
        assertThat(WireVectors.entry("weights", "face")).isEqualTo("weights[\"face\"]");
        assertThat(WireVectors.entry("weights", "a\"].b[\"\\")).isEqualTo("weights[\"a\\\"].b[\\\"\\\\\"]");
    }

    private static String postId(int post) {
        return "posts[" + post + "].post_id";
    }

    private static void assertInvalid(ThrowingCallable mapping, String path, String rule) {
        assertThatThrownBy(mapping).isInstanceOfSatisfying(InvalidField.class, e -> {
            assertThat(e.path()).isEqualTo(path);
            assertThat(e.rule()).isEqualTo(rule);
            assertThat(e.description()).isNotBlank().doesNotContain(path);
        });
    }
}
