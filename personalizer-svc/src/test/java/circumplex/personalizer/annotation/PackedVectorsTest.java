package circumplex.personalizer.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.personalizer.Samples;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PackedVectorsTest {

    private static final long SEED = 577;

    @Test
    void ratingsComeBack() {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            Map<String, Integer> ratings = Samples.randomRatings(random).toMap();
            assertThat(PackedVectors.ratings(PackedVectors.packRatings(ratings))).as("seed %s", SEED).isEqualTo(ratings);
        }
        assertThat(PackedVectors.packRatings(Map.of("face", 0))).as("the form that the migration names").isEqualTo("face=0");
    }

    @Test
    void scoresComeBackToTheBitUnderAnyScorerId() {
        Map<String, float[]> scores = new LinkedHashMap<>();
        scores.put("größe/模型/🙂", new float[] {1.1f});
        scores.put("a", new float[] {0, Float.MIN_VALUE, Math.nextDown(6f), 6});
        scores.put(" =\n\t", new float[0]);
        Map<String, float[]> back = PackedVectors.scores(PackedVectors.packScores(scores));
        assertThat(back.keySet()).as("who scored last stands first").containsExactlyElementsOf(scores.keySet());
        scores.forEach((scorer, vector) -> assertThat(back.get(scorer)).containsExactly(vector));
    }

    @Test
    void noScoresAreNoBytes() {
        assertThat(PackedVectors.packScores(Map.of())).isEmpty();
        assertThat(PackedVectors.scores(new byte[0])).isEmpty();
    }
}
