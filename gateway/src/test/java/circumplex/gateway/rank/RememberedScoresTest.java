package circumplex.gateway.rank;

import static circumplex.gateway.testing.Samples.SET;
import static circumplex.gateway.testing.Samples.scoreVector;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.GatewaySettings;
import circumplex.gateway.feed.ClassifiedPost;
import circumplex.gateway.feed.FeedPost;
import circumplex.gateway.feed.UnscoredReason;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RememberedScoresTest {

    private static final FeedPost POST = new FeedPost("now", "hedonism=4");

    private final RememberedScores remembered = of(1);

    @Test
    void whatTheClassifierLastSaidStandsIn() {
        keep("t", SET, new FeedPost("then", POST.text()), "old", Optional.empty());
        keep("t", SET, new FeedPost("later", POST.text()), "new", Optional.of(UnscoredReason.BUDGET_SPENT));

        ClassifiedPost found = standIn("t", SET);

        assertThat(found.id()).isEqualTo("now");
        assertThat(found.contentKey()).isEqualTo("key of later");
        assertThat(found.scores()).isEqualTo(Map.of("new", scoreVector(POST.text())));
        assertThat(found.unscoredReason()).as("a scorer stood in then").contains(UnscoredReason.BUDGET_SPENT);
    }

    @Test
    void nothingStandsInForAnotherTenantSetVersionOrText() {
        ValueSet other = new ValueSet("other", SET.version(), SET.title(), SET.circular(), SET.groups(), SET.dimensions());
        ValueSet later = new ValueSet(SET.id(), SET.version() + 1, SET.title(), SET.circular(), SET.groups(), SET.dimensions());
        keep("t", SET, POST, "a", Optional.empty());

        assertThat(standIn("u", SET).scores()).isEmpty();
        assertThat(standIn("t", other).scores()).isEmpty();
        assertThat(standIn("t", later).scores()).isEmpty();
        assertThat(standIn("t", SET, new FeedPost("now", POST.text() + " ")).scores()).isEmpty();
    }

    /** A text that no scorer can score does not get scores by being asked again. */
    @ParameterizedTest
    @EnumSource(value = UnscoredReason.class, mode = EnumSource.Mode.EXCLUDE, names = {"EMPTY_TEXT", "UNSUPPORTED_LANGUAGE", "OTHER_SCORER"})
    void whatMightHaveScoresGetsThem(UnscoredReason reason) {
        keep("t", SET, POST, "a", Optional.empty());

        assertThat(of("t", reason).scores()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = UnscoredReason.class, names = {"EMPTY_TEXT", "UNSUPPORTED_LANGUAGE"})
    void whatCanHaveNoneHasNone(UnscoredReason reason) {
        keep("t", SET, POST, "a", Optional.empty());

        assertThat(of("t", reason).scores()).isEmpty();
    }

    @Test
    void aScorerThatTheAnswerDoesNotHaveChangesNoScale() {
        keep("t", SET, POST, "old", Optional.empty());
        List<FeedPost> feed = List.of(POST, new FeedPost("other", "hedonism=1"));
        ClassifiedPost pending = new ClassifiedPost("now", "k", Map.of(), Optional.of(UnscoredReason.NOT_IN_TIME), true);

        List<ClassifiedPost> ofNew = List.of(pending, scored("other", "new", feed.get(1).text(), Optional.empty()));
        assertThat(remembered.standIn("t", SET, feed, ofNew)).isEqualTo(ofNew);

        List<ClassifiedPost> ofOld = List.of(pending, scored("other", "old", feed.get(1).text(), Optional.empty()));
        assertThat(remembered.standIn("t", SET, feed, ofOld).get(0)).satisfies(post -> {
            assertThat(post.scores()).containsOnlyKeys("old");
            assertThat(post.pending()).isTrue();
        });
    }

    @Test
    void itsBytesAreBounded() {
        List<FeedPost> feed = IntStream.range(0, 10_000).mapToObj(i -> new FeedPost("p" + i, "hedonism=4 no." + i)).toList();
        remembered.keep("t", SET, feed, feed.stream().map(post -> scored(post.id(), "a", POST.text(), Optional.empty())).toList());

        long kept = remembered.standIn("t", SET, feed, feed.stream().map(ClassifiedPost::unclassified).toList()).stream()
                .filter(post -> !post.scores().isEmpty())
                .count();

        assertThat(kept * (320 + 64 + 4 * SET.size())).isBetween(1L << 18, 1L << 20);
    }

    @Test
    void ofNoMemoryNothingIsKept() {
        RememberedScores none = of(0);
        none.keep("t", SET, List.of(POST), List.of(scored("now", "a", POST.text(), Optional.empty())));

        assertThat(none.standIn("t", SET, List.of(POST), List.of(ClassifiedPost.unclassified(POST))).get(0).scores()).isEmpty();
    }

    private void keep(String tenant, ValueSet set, FeedPost post, String scorer, Optional<UnscoredReason> reason) {
        remembered.keep(tenant, set, List.of(post), List.of(scored(post.id(), scorer, post.text(), reason)));
    }

    private ClassifiedPost standIn(String tenant, ValueSet set) {
        return standIn(tenant, set, POST);
    }

    private ClassifiedPost standIn(String tenant, ValueSet set, FeedPost post) {
        return remembered.standIn(tenant, set, List.of(post), List.of(ClassifiedPost.unclassified(post))).get(0);
    }

    private ClassifiedPost of(String tenant, UnscoredReason reason) {
        ClassifiedPost unscored = new ClassifiedPost("now", "k", Map.of(), Optional.of(reason), false);
        return remembered.standIn(tenant, SET, List.of(POST), List.of(unscored)).get(0);
    }

    private static ClassifiedPost scored(String id, String scorer, String text, Optional<UnscoredReason> reason) {
        Map<String, ScoreVector> scores = Map.of(scorer, scoreVector(text));
        return new ClassifiedPost(id, "key of " + id, scores, reason, false);
    }

    private static RememberedScores of(int mebibytes) {
        return new RememberedScores(
                new GatewaySettings("a:1", "b:1", "c:1", 15, 64, mebibytes, ""), OpenTelemetry.noop().getMeter("test"));
    }
}
