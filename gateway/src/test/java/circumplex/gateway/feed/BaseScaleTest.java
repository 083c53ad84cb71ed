package circumplex.gateway.feed;

import static circumplex.gateway.testing.Samples.scoreVector;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.values.ScoreVector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The scale of a feed that the personalizer does not choose. */
final class BaseScaleTest {

    private static final ScoreVector ONE = scoreVector("face=1");
    private static final ScoreVector TWO = scoreVector("face=2");

    @Test
    void nothingIsOnNoScale() {
        assertThat(BaseScale.of(List.of())).isEqualTo(PersonalizedFeed.ofBase("", Map.of(), false));
        assertThat(BaseScale.of(List.of(post("x", Map.of())))).isEqualTo(PersonalizedFeed.ofBase("", Map.of(), false));
    }

    @Test
    void oneScorerIsTheScale() {
        assertThat(BaseScale.of(List.of(post("x", Map.of("a", ONE)), post("y", Map.of()), post("z", Map.of("a", TWO)))))
                .isEqualTo(PersonalizedFeed.ofBase("a", Map.of("x", ONE, "z", TWO), false));
    }

    @Test
    void theScorerThatCoversMostPostsWins() {
        assertThat(BaseScale.of(List.of(post("x", Map.of("a", ONE)), post("y", Map.of("b", TWO)), post("z", Map.of("b", ONE)))))
                .isEqualTo(PersonalizedFeed.ofBase("b", Map.of("y", TWO, "z", ONE), true));
    }

    @Test
    void ofEquallyWideScorersTheFirstIdWinsInWhateverOrderTheyCome() {
        PersonalizedFeed expected = PersonalizedFeed.ofBase("a", Map.of("x", ONE), true);
        assertThat(BaseScale.of(List.of(post("x", Map.of("a", ONE)), post("y", Map.of("b", TWO))))).isEqualTo(expected);
        assertThat(BaseScale.of(List.of(post("y", Map.of("b", TWO)), post("x", Map.of("a", ONE))))).isEqualTo(expected);
    }

    @Test
    void ofEquallyWideScorersTheOneThatMorePostsPreferWins() {
        Map<String, ScoreVector> preferred = new LinkedHashMap<>();
        preferred.put("b", TWO);
        preferred.put("a", ONE);
        assertThat(BaseScale.of(List.of(post("x", preferred), post("y", preferred))))
                .isEqualTo(PersonalizedFeed.ofBase("b", Map.of("x", TWO, "y", TWO), false));
    }

    @Test
    void whatTheChosenScorerCoversAloneIsNoMixture() {
        assertThat(BaseScale.of(List.of(post("x", Map.of("a", ONE, "b", TWO)), post("y", Map.of("b", ONE)))))
                .isEqualTo(PersonalizedFeed.ofBase("b", Map.of("x", TWO, "y", ONE), false));
    }

    private static ClassifiedPost post(String id, Map<String, ScoreVector> scores) {
        return new ClassifiedPost(id, scores.isEmpty() ? "" : "key", scores, Optional.empty(), false);
    }
}
