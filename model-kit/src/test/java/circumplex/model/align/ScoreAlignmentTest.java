package circumplex.model.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import circumplex.model.BadModel;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreAlignmentTest {

    private static final long SEED = 1_961;
    private static final ValueSet SET = ValueSets.all().defaultSet();

    @Test
    void findsTheMapThatMadeTheOtherScores() {
        List<ScoreVector> from = random(4_000);
        List<ScoreVector> to = from.stream().map(ScoreAlignmentTest::squared).toList();

        ScoreAlignment alignment = ScoreAlignment.fit(SET, "a", "b", from, to);

        for (ScoreVector scores : random(100)) {
            for (int v = 0; v < SET.size(); v++) {
                assertThat(alignment.map(scores).get(v)).isCloseTo(squared(scores).get(v), within(0.15f));
            }
        }
    }

    @Test
    void neverTurnsAnOrderAround() {
        Random random = new Random(SEED);
        // Half of the scores are 0, as those of language models are.
        List<ScoreVector> sparse = random(3_000).stream()
                .map(scores -> random.nextBoolean() ? ScoreVector.of(SET, new float[SET.size()]) : halves(scores))
                .toList();
        for (ScoreAlignment alignment : List.of(
                ScoreAlignment.fit(SET, "a", "b", sparse, random(3_000)), ScoreAlignment.fit(SET, "b", "a", random(3_000), sparse))) {
            float before = -1;
            for (int i = 0; i <= 600; i++) {
                float[] scores = new float[SET.size()];
                scores[3] = i / 100f;
                float mapped = alignment.map(ScoreVector.of(SET, scores)).get(3);
                assertThat(mapped).as("score %s", scores[3]).isBetween(Math.max(0, before - 1e-5f), 6f);
                before = mapped;
            }
        }
    }

    @Test
    void isReadAsItWasWritten() {
        ScoreAlignment alignment = ScoreAlignment.fit(SET, "a", "b", random(2_000), random(2_500).subList(0, 2_000));

        ScoreAlignment read = ScoreAlignment.parse(alignment.bytes(), SET);

        assertThat(read.bytes()).isEqualTo(alignment.bytes());
        assertThat(read.from()).isEqualTo("a");
        assertThat(read.to()).isEqualTo("b");
        assertThat(read.posts()).isEqualTo(2_000);
    }

    @Test
    void refusesTooFewPostsOneScorerAndWhatIsNotMonotone() {
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> ScoreAlignment.fit(SET, "a", "b", random(1_999), random(1_999)));
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> ScoreAlignment.fit(SET, "a", "a", random(2_000), random(2_000)));
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> ScoreAlignment.fit(SET, "a", "b", random(2_001), random(2_000)));
        String good = new String(ScoreAlignment.fit(SET, "a", "b", random(2_000), random(2_000)).bytes(), StandardCharsets.UTF_8);
        for (List<String> change : List.of(
                List.of("score-alignment", "other"), List.of("\"posts\": 2000", "\"posts\": 1999"), List.of("schwartz-19@1", "schwartz-19@2"),
                List.of("\"humility\"", "\"modesty\""), List.of("\"from\": \"a\"", "\"from\": \"b\""), List.of("0.0", "5.9"))) {
            String bad = good.replaceFirst(java.util.regex.Pattern.quote(change.get(0)), change.get(1));
            assertThat(bad).isNotEqualTo(good);
            assertThatExceptionOfType(BadModel.class)
                    .as(change.get(0))
                    .isThrownBy(() -> ScoreAlignment.parse(bad.getBytes(StandardCharsets.UTF_8), SET));
        }
    }

    private static List<ScoreVector> random(int count) {
        Random random = new Random(SEED + count);
        List<ScoreVector> scores = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] each = new float[SET.size()];
            for (int v = 0; v < each.length; v++) {
                each[v] = random.nextInt(6_001) / 1000f;
            }
            scores.add(ScoreVector.of(SET, each));
        }
        return scores;
    }

    private static ScoreVector squared(ScoreVector scores) {
        float[] each = scores.toArray();
        for (int v = 0; v < each.length; v++) {
            each[v] = each[v] * each[v] / 6;
        }
        return ScoreVector.of(SET, each);
    }

    private static ScoreVector halves(ScoreVector scores) {
        float[] each = scores.toArray();
        for (int v = 0; v < each.length; v++) {
            each[v] = Math.round(each[v] * 2) / 2f;
        }
        return ScoreVector.of(SET, each);
    }
}
