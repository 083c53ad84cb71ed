package circumplex.personalizer;

import static circumplex.personalizer.Samples.SET;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.personalizer.annotation.History;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.annotation.Tally;
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
        Tally tally = Tally.of(new History(SET, List.of(rated("a", "b"), rated("b"), rated())));
        assertThat(tally.mostActive(List.of("a", "b"))).isEqualTo("b");
        assertThat(tally.mostActive(List.of("a", "z"))).isEqualTo("a");
        assertThat(tally.mostActive(List.of("y", "x", "z"))).as("none has any").isEqualTo("y");
        assertThat(tally.mostActive(List.of())).isEqualTo(Tally.NO_SCORER);
    }

    @Test
    void annotationsWithoutTheScorerAreInactive() {
        Tally tally = Tally.of(new History(SET, List.of(rated("a", "b"), rated("b"), rated())));
        assertThat(tally.active("b")).isEqualTo(2);
        assertThat(tally.inactive("b")).isEqualTo(1);
        assertThat(tally.inactive(Tally.NO_SCORER)).isEqualTo(3);
        assertThat(tally.evidence("b").count(SET.requirePosition("face"))).isEqualTo(2);
    }

    @Test
    void theLatestScorerIsThatOfTheLatestAnnotationWithScores() {
        assertThat(tally(List.of(rated("a"), rated("b"), rated())).latestScorer()).isEqualTo("b");
        assertThat(tally(List.of(rated("b"), rated("a", "b"))).latestScorer()).isEqualTo("b");
        assertThat(tally(List.of(rated("b", "a"), rated("b", "a"))).latestScorer())
                .as("of two with all annotations the one that scored last")
                .isEqualTo("b");
        assertThat(tally(List.of(rated())).latestScorer()).isEqualTo(Tally.NO_SCORER);
    }

    private static Tally tally(List<RatedPost> posts) {
        return Tally.of(new History(SET, posts));
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
