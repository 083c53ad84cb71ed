package circumplex.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.testing.RunningService;
import circumplex.values.ValueDimension;
import circumplex.values.ValueGroup;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import io.grpc.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What no client of the shipped service can bring about. */
class ClassifyPostsTest {

    private static final ValueSet SET = ValueSets.all().defaultSet();

    private static RunningService service;
    private static ClassifyPosts classifyPosts;

    @BeforeAll
    static void start() {
        service = RunningService.start("classifier-svc", Map.of());
        classifyPosts = service.bean(ClassifyPosts.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aSetWithoutLexiconHasNoScorer() {
        ValueSet other = new ValueSet(
                "other-1",
                1,
                "Other",
                false,
                List.of(new ValueGroup("g", "G", Optional.empty())),
                List.of(new ValueDimension("v", "V", "V", "Something to want", "g")));

        assertThatThrownBy(() -> classifyPosts.classify("t", other, List.of(), OnDeadline.CANCEL))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_NO_SCORER);
                    assertThat(refusal.metadata()).containsEntry("value_set_id", "other-1");
                });
    }

    @Test
    void stopsWhenNobodyWaitsAnyMoreAndStoresNothing() {
        List<Post> posts = List.of(new Post("1", "a kind word nobody waits for", ""));
        Context.CancellableContext gone = Context.current().withCancellation();
        gone.cancel(null);

        assertThatThrownBy(() -> gone.call(() -> classifyPosts.classify("t", SET, posts, OnDeadline.CANCEL)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_CANCELLED));
        assertThat(outcome("t", posts).cached()).isFalse();
    }

    @Test
    void tenantsDoNotShareScores() {
        List<Post> posts = List.of(new Post("1", "a kind word for two tenants", ""));

        assertThat(outcome("one", posts).cached()).isFalse();
        assertThat(outcome("two", posts).cached()).isFalse();
        assertThat(outcome("one", posts).cached()).isTrue();
    }

    @Test
    void thePostDoesNotShowItsText() {
        assertThat(new Post("1", "secretword", "anothersecret")).hasToString("Post[id=1]");
    }

    private static Classification.Scored outcome(String tenant, List<Post> posts) {
        return classifyPosts.classify(tenant, SET, posts, OnDeadline.CANCEL).get(0).scores().get(0);
    }
}
