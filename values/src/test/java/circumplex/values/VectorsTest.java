package circumplex.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {

    private static final long SEED = 1992;
    private static final ValueSet SET = Samples.SCHWARTZ;
    private static final ValueSet TASTES = Samples.set("tastes", "sweet", "sour");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 18, 20, 38})
    void scoresAreAsManyAsTheSetHasValues(int length) {
        assertThatThrownBy(() -> ScoreVector.of(SET, new float[length]))
                .isInstanceOfSatisfying(
                        VectorException.class, e -> assertThat(e.position()).isEqualTo(VectorException.WHOLE))
                .hasMessage("needs 19 scores for schwartz-19@1, has " + length);
    }

    @ParameterizedTest
    @ValueSource(floats = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -Float.MIN_VALUE, -1f, 6.0000005f, Float.MAX_VALUE
    })
    void scoresAreNumbersFrom0To6(float score) {
        float[] scores = new float[19];
        scores[7] = score;

        assertThatThrownBy(() -> ScoreVector.of(SET, scores))
                .isInstanceOfSatisfying(VectorException.class, e -> assertThat(e.position()).isEqualTo(7))
                .hasMessage("score of face must be in [0, 6], was " + score);
    }

    @Test
    void scoresIncludeBothEndsAndHoldNoNegativeZero() {
        ScoreVector ends = ScoreVector.of(TASTES, 6f, -0f);

        assertThat(ends.get(0)).isEqualTo(6f);
        assertThat(Float.floatToRawIntBits(ends.get(1))).isZero();
        assertThat(ends).isEqualTo(ScoreVector.of(TASTES, 6f, 0f)).hasSameHashCodeAs(ScoreVector.of(TASTES, 6f, 0f));
    }

    @Test
    void scoresCannotBeChangedFromOutside() {
        float[] given = {1f, 2f};
        ScoreVector scores = ScoreVector.of(TASTES, given);
        given[0] = 5f;
        scores.toArray()[1] = 5f;

        assertThat(scores).isEqualTo(ScoreVector.of(TASTES, 1f, 2f)).isNotEqualTo(ScoreVector.of(TASTES, 2f, 1f));
        assertThat(scores).isNotEqualTo(ScoreVector.of(Samples.set("tastes", "sweet", "sour"), 1f, 2f));
    }

    @Test
    void scoresRoundToThousandthsHalfUpByTheirExactValue() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            // Half of them next to a half, where a product rounded to a float falls on the wrong side.
            float score = i % 2 == 0
                    ? random.nextFloat() * 6f
                    : nudged((random.nextInt(6000) + 0.5f) / 1000f, random.nextInt(5) - 2);
            int exact = new BigDecimal(score).movePointRight(3).setScale(0, RoundingMode.HALF_UP).intValueExact();

            assertThat(ScoreVector.of(TASTES, score, 0f).thousandths(0)).as("%s, seed %d", score, SEED).isEqualTo(exact);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.0000000000000002, -1.0000000000000002, 1.2, -5
    })
    void weightsAreNumbersFromMinus1To1(double weight) {
        assertThatThrownBy(() -> WeightVector.of(SET, Map.of("face", weight)))
                .isInstanceOfSatisfying(VectorException.class, e -> assertThat(e.position()).isEqualTo(7))
                .hasMessage("weight of face must be in [-1, 1], was " + weight);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1000", "-1, -1000", "0, 0", "-0.0, 0", "0.5, 500", "0.01, 10", "0.001, 1", "0.0004, 0", "0.0006, 1",
        "-0.0004, 0", "-0.0006, -1", "0.0625, 63", "-0.0625, -63", "4.9E-324, 0", "0.9999, 1000"
    })
    void weightsAreWholeThousandths(double weight, int thousandths) {
        assertThat(WeightVector.of(TASTES, Map.of("sour", weight)).thousandths(1)).isEqualTo(thousandths);
    }

    @Test
    void oppositeWeightsStayOpposite() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            double weight = i % 2 == 0 ? random.nextDouble() : (random.nextInt(1000) + 0.5) / 1000;

            assertThat(WeightVector.of(TASTES, Map.of("sweet", -weight)).thousandths(0))
                    .as("%s, seed %d", weight, SEED)
                    .isEqualTo(-WeightVector.of(TASTES, Map.of("sweet", weight)).thousandths(0));
        }
    }

    @Test
    void everyWeightOfASliderComesBackAsItWasSet() {
        for (int hundredths = -100; hundredths <= 100; hundredths++) {
            double weight = hundredths / 100.0;

            assertThat(WeightVector.of(TASTES, Map.of("sweet", weight)).toMap())
                    .isEqualTo(hundredths == 0 ? Map.of() : Map.of("sweet", weight));
        }
    }

    @Test
    void absentWeightsAreZero() {
        WeightVector weights = WeightVector.of(SET, Map.of("universalism_nature", 0.25, "face", -1.0));

        assertThat(weights.toMap().keySet()).containsExactly("face", "universalism_nature");
        assertThat(weights.isZero()).isFalse();
        assertThat(WeightVector.of(SET, Map.of("face", 0.0004)).isZero()).isTrue();
        assertThat(WeightVector.of(SET, Map.of())).isEqualTo(WeightVector.zero(SET)).hasSameHashCodeAs(WeightVector.zero(SET));
        assertThatThrownBy(() -> WeightVector.of(SET, Map.of("power", 1.0))).isInstanceOf(UnknownValueException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 7, 256, -250, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void ratingsAreWholeNumbersFrom0To6(int rating) {
        assertThatThrownBy(() -> RatingVector.of(SET, Map.of("face", rating)))
                .isInstanceOfSatisfying(VectorException.class, e -> assertThat(e.position()).isEqualTo(7))
                .hasMessage("rating of face must be a whole number in [0, 6]");
    }

    @Test
    void unratedIsNotZero() {
        RatingVector ratings = RatingVector.of(TASTES, Map.of("sour", 0));

        assertThat(ratings.rated(1)).isTrue();
        assertThat(ratings.get(1)).isZero();
        assertThat(ratings.rated(0)).isFalse();
        assertThat(ratings.ratedCount()).isEqualTo(1);
        assertThat(ratings.toMap()).isEqualTo(Map.of("sour", 0));
        assertThat(ratings).isNotEqualTo(RatingVector.of(TASTES, Map.of()));
        assertThatThrownBy(() -> ratings.get(0)).isInstanceOf(IllegalStateException.class).hasMessage("sweet is unrated");
        assertThatThrownBy(() -> RatingVector.of(TASTES, Map.of("salty", 1))).isInstanceOf(UnknownValueException.class);
    }

    @Test
    void laterRatingsCompleteAndReplaceEarlierOnes() {
        RatingVector earlier = RatingVector.of(SET, Map.of("face", 2, "humility", 5));
        RatingVector later = RatingVector.of(SET, Map.of("face", 0, "tradition", 6));

        assertThat(later.over(earlier)).isEqualTo(RatingVector.of(SET, Map.of("face", 0, "humility", 5, "tradition", 6)));
        assertThat(earlier).isEqualTo(RatingVector.of(SET, Map.of("face", 2, "humility", 5)));
        assertThatThrownBy(() -> later.over(RatingVector.of(TASTES, Map.of()))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ratingsDoNotShowInTextThatMayBeLogged() {
        RatingVector ratings = RatingVector.of(SET, Map.of("face", 3, "humility", 5));

        assertThat(ratings).hasToString("2 ratings of schwartz-19@1");
    }

    @Test
    void randomVectorsSurviveTheWayThereAndBack() {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            float[] scores = new float[19];
            Map<String, Integer> ratings = new HashMap<>();
            for (int position = 0; position < 19; position++) {
                scores[position] = random.nextFloat() * ScoreVector.MAX;
                if (random.nextBoolean()) {
                    ratings.put(SET.dimension(position).id(), random.nextInt(RatingVector.MAX + 1));
                }
            }

            assertThat(ScoreVector.of(SET, scores).toArray()).as("seed %d", SEED).containsExactly(scores);
            assertThat(RatingVector.of(SET, ratings).toMap()).as("seed %d", SEED).isEqualTo(ratings);
        }
    }

    @Test
    void scoresShowInTestFailures() {
        assertThat(ScoreVector.of(TASTES, 1f, 2f)).hasToString("tastes@1" + Arrays.toString(new float[] {1f, 2f}));
        assertThat(WeightVector.of(TASTES, Map.of("sour", 0.5))).hasToString("tastes@1{sour=0.5}");
    }

    private static float nudged(float number, int steps) {
        float nudged = number;
        for (int i = 0; i < Math.abs(steps); i++) {
            nudged = steps > 0 ? Math.nextUp(nudged) : Math.nextDown(nudged);
        }
        return Math.min(6f, Math.max(0f, nudged));
    }
}
