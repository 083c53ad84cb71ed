package circumplex.personalizer;

import static circumplex.personalizer.Samples.SET;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.personalizer.annotation.History;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.values.ScoreVector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which scorer an answer is on: most posts, then most active annotations, then the one that posts name first, then the first id. */
final class ScorerChoiceTest {

    @Test
    void theScorersThatCoverMostPostsLead() {
        assertThat(Coverage.leaders(List.of(post("a"), post("a", "b"), post("b"), post("b")))).containsExactly("b");
        assertThat(Coverage.leaders(List.of(post("b", "a"), post("a"), post("b")))).containsExactly("b", "a");
        assertThat(Coverage.leaders(List.of(post("a", "b"), post("b", "a")))).as("named first as often").containsExactly("a", "b");
        assertThat(Coverage.leaders(List.of())).isEmpty();
    }

    @Test
    void ofSeveralLeadersTheOneWithMostActiveAnnotationsWins() {
        History history = new History(SET, List.of(rated("a", "b"), rated("b"), rated()));
        assertThat(history.mostActive(List.of("a", "b"))).isEqualTo("b");
        assertThat(history.mostActive(List.of("a", "z"))).isEqualTo("a");
        assertThat(history.mostActive(List.of("y", "x", "z"))).as("none has any").isEqualTo("y");
        assertThat(history.mostActive(List.of())).isEqualTo(History.NO_SCORER);
    }

    @Test
    void annotationsWithoutTheScorerAreInactive() {
        History history = new History(SET, List.of(rated("a", "b"), rated("b"), rated()));
        assertThat(history.active("b")).isEqualTo(2);
        assertThat(history.inactive("b")).isEqualTo(1);
        assertThat(history.inactive(History.NO_SCORER)).isEqualTo(3);
        assertThat(history.evidence("b").count(SET.requirePosition("face"))).isEqualTo(2);
    }

    @Test
    void theLatestScorerIsThatOfTheLatestAnnotationWithScores() {
        assertThat(new History(SET, List.of(rated("a"), rated("b"), rated())).latestScorer()).isEqualTo("b");
        assertThat(new History(SET, List.of(rated("b"), rated("a", "b"))).latestScorer()).isEqualTo("b");
        assertThat(new History(SET, List.of(rated("b", "a"), rated("b", "a"))).latestScorer())
                .as("of two with all annotations the one that scored last")
                .isEqualTo("b");
        assertThat(new History(SET, List.of(rated())).latestScorer()).isEqualTo(History.NO_SCORER);
    }

    private static ScoredPost post(String... scorers) {
        return new ScoredPost("post", scores(scorers));
    }

    private static RatedPost rated(String... scorers) {
        return new RatedPost(Samples.key(1), Samples.rated("face", 2), scores(scorers));
    }

    private static Map<String, ScoreVector> scores(String... scorers) {
        Map<String, ScoreVector> scores = new LinkedHashMap<>();
        Arrays.stream(scorers).forEach(scorer -> scores.put(scorer, Samples.same(1)));
        return scores;
    }
}
