package circumplex.personalizer;

import static circumplex.personalizer.Samples.SET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import circumplex.personalizer.annotation.Evidence;
import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ShrunkGainTest {

    private static final BaseRates RATES = BaseRates.of(SET);
    private static final long SEED = 20261122;

    @Test
    void gainFollowsTheFormulaOfTheContract() {
        Evidence evidence = new Evidence(SET);
        int caring = SET.requirePosition("benevolence_caring");
        evidence.add(Samples.rated("benevolence_caring", 5), Samples.only("benevolence_caring", 2));
        evidence.add(Samples.rated("benevolence_caring", 6), Samples.only("benevolence_caring", 3.5f));

        ShrunkGain gain = new ShrunkGain(RATES, evidence);

        assertThat(gain.gain(caring)).isEqualTo((11 + 10 * 1.48) / (5.5 + 10 * 1.48));
        assertThat(gain.gain(caring + 1)).as("a value without ratings").isEqualTo(1.0);
    }

    @Test
    void nothingAnnotatedLeavesEveryScoreAsItIsToTheBit() {
        ShrunkGain gain = new ShrunkGain(RATES, new Evidence(SET));
        Random random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            // Every float of [0, 6] has the same chance, so that tiny and subnormal ones are among them.
            float score = Float.intBitsToFloat(random.nextInt(Float.floatToIntBits(6f) + 1));
            assertUnchanged(gain, score);
        }
        for (float score : new float[] {0, Float.MIN_VALUE, 0.06f, Math.nextDown(0.06f), 5.94f, Math.nextUp(5.94f), 6}) {
            assertUnchanged(gain, score);
        }
    }

    private static void assertUnchanged(ShrunkGain gain, float score) {
        ScoreVector base = Samples.same(score);
        assertThat(gain.apply(base).mean().toArray()).as("score %s, seed %s", score, SEED).containsExactly(base.toArray());
    }

    @Test
    void aValueWithoutRatingsIsUnchangedWhateverOthersSay() {
        Evidence evidence = new Evidence(SET);
        evidence.add(Samples.rated("hedonism", 6), Samples.same(1.25f));

        float[] mean = new ShrunkGain(RATES, evidence).apply(Samples.same(0.01f)).mean().toArray();

        for (int v = 0; v < mean.length; v++) {
            if (v != SET.requirePosition("hedonism")) {
                assertThat(mean[v]).isEqualTo(0.01f);
            }
        }
    }

    @Test
    void betweenTheEdgesTheMeanIsTheFormulaAndOutsideItIsAtMostTheClampAway() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            Evidence evidence = Samples.randomEvidence(random, random.nextInt(60));
            ScoreVector base = Samples.randomScores(random);
            ShrunkGain gain = new ShrunkGain(RATES, evidence);
            PersonalScores personal = gain.apply(base);
            for (int v = 0; v < SET.size(); v++) {
                double share = base.get(v) / 6.0;
                boolean between = share >= 0.01 && share <= 0.99;
                assertThat((double) personal.mean().get(v))
                        .as("s=%s g=%s seed %s", base.get(v), gain.gain(v), SEED)
                        .isCloseTo(formula(base.get(v), gain.gain(v)), within(between ? 1e-5 : 0.06 + 1e-5));
            }
        }
    }

    /** The formula as it is written, with logarithms: the oracle. */
    private static double formula(double score, double gain) {
        double share = Math.min(0.99, Math.max(0.01, score / 6));
        double log = Math.min(1.5, Math.max(-1.5, Math.log(gain)));
        return 6 / (1 + Math.exp(-(Math.log(share / (1 - share)) + log)));
    }

    @Test
    void theOrderOfPostsInOneValueIsNeverReversed() {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            ShrunkGain gain = new ShrunkGain(RATES, Samples.randomEvidence(random, 1 + random.nextInt(60)));
            float previousScore = 0;
            float[] previous = gain.apply(Samples.same(0)).mean().toArray();
            // Steps from one float to the next around the edges of the clamp, larger ones between them.
            while (previousScore < 6) {
                float score = Math.min(6, random.nextInt(3) == 0 ? Math.nextUp(previousScore) : previousScore + random.nextFloat() / 20);
                float[] mean = gain.apply(Samples.same(score)).mean().toArray();
                for (int v = 0; v < mean.length; v++) {
                    assertThat(mean[v])
                            .as("s %s -> %s, g=%s, seed %s", previousScore, score, gain.gain(v), SEED)
                            .isGreaterThanOrEqualTo(previous[v]);
                }
                previousScore = score;
                previous = mean;
            }
        }
    }

    @Test
    void theOrderIsKeptFromFloatToFloatAtTheEdgesOfTheClamp() {
        for (int rating : new int[] {0, 1, 3, 6}) {
            Evidence evidence = new Evidence(SET);
            for (int i = 0; i < 20; i++) {
                evidence.add(Samples.rated("face", rating), Samples.same(2));
            }
            ShrunkGain gain = new ShrunkGain(RATES, evidence);
            int face = SET.requirePosition("face");
            for (float edge : new float[] {0.06f, 5.94f}) {
                float score = edge - 1e-5f;
                float previous = 0;
                while (score < edge + 1e-5f) {
                    float mean = gain.apply(Samples.same(score)).mean().get(face);
                    assertThat(mean).as("s=%s rating %s", score, rating).isGreaterThanOrEqualTo(previous);
                    previous = mean;
                    score = Math.nextUp(score);
                }
            }
        }
    }

    @Test
    void aGainCloseToOneMovesEveryScoreOnlyALittle() {
        Evidence evidence = new Evidence(SET);
        evidence.add(Samples.rated("face", 1), Samples.same(1.0001f));
        ShrunkGain gain = new ShrunkGain(RATES, evidence);
        for (float score : new float[] {0, 0.001f, 0.059f, 0.06f, 3, 5.94f, 5.999f, 6}) {
            float mean = gain.apply(Samples.same(score)).mean().get(SET.requirePosition("face"));
            assertThat((double) mean).as("s=%s", score).isCloseTo(score, within(1e-4));
        }
    }

    @Test
    void moreRatingsAboveTheScorerRaiseAndMoreBelowLower() {
        int caring = SET.requirePosition("benevolence_caring");
        float previousHigh = 2;
        float previousLow = 2;
        for (int posts = 1; posts <= 40; posts++) {
            float high = caringAfter(posts, 6).mean().get(caring);
            float low = caringAfter(posts, 0).mean().get(caring);
            assertThat(high).isGreaterThan(previousHigh);
            assertThat(low).isBetween(0f, previousLow);
            previousHigh = high;
            previousLow = low;
        }
    }

    private static PersonalScores caringAfter(int posts, int rating) {
        Evidence evidence = new Evidence(SET);
        for (int i = 0; i < posts; i++) {
            evidence.add(Samples.rated("benevolence_caring", rating), Samples.same(2));
        }
        return new ShrunkGain(RATES, evidence).apply(Samples.same(2));
    }

    @Test
    void theStandardErrorIsTheSlopeTimesTheSpreadOfTheGain() {
        int caring = SET.requirePosition("benevolence_caring");
        PersonalScores personal = caringAfter(12, 4);
        double share = personal.mean().get(caring) / 6.0;

        assertThat((double) personal.error(caring))
                .isCloseTo(6 * share * (1 - share) / Math.sqrt(14.8 + 48), within(1e-5));
        assertThat(caringAfter(40, 4).error(caring)).as("with more annotations").isLessThan(personal.error(caring));
    }

    @Test
    void everyNumberIsInRangeAndTheIntervalIsInOrder() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            ShrunkGain gain = new ShrunkGain(RATES, Samples.randomEvidence(random, random.nextInt(200)));
            PersonalScores personal = gain.apply(Samples.randomScores(random));
            for (int v = 0; v < SET.size(); v++) {
                assertThat(personal.low(v)).as("seed %s", SEED).isBetween(0f, personal.high(v));
                assertThat(personal.high(v)).isLessThanOrEqualTo(6f);
                assertThat(personal.error(v)).isPositive().isLessThan(3f);
            }
        }
    }

    @Test
    void vectorsOfAnotherSetAreRefused() {
        ValueSet other = new ValueSet(
                "pair", 1, "Two values", false, SET.groups(), List.of(SET.dimension(0), SET.dimension(1)));
        assertThatThrownBy(() -> new ShrunkGain(RATES, new Evidence(other))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShrunkGain(RATES, new Evidence(SET)).apply(ScoreVector.of(other, 1, 2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Evidence(SET).add(RatingVector.of(other, Map.of()), Samples.same(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ValueSets.all().list()).allSatisfy(set -> assertThat(BaseRates.of(set).set()).isSameAs(set));
    }
}
