package circumplex.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.Scoring;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.testing.RunningService;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import io.grpc.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How much is still scored for a client that is gone: a count, which no busy machine changes. */
final class CancelTest {

    private static final int TEXTS = 64;
    private static final int CHARACTERS = 1 << 16;

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start("classifier-svc", Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void ofManyShortTextsAFewAreScoredAfterACancel() {
        List<PostText> scored = scoredAfterACancel(500, 40);

        assertThat(scored).hasSizeBetween(1, TEXTS);
    }

    @Test
    void ofLongTextsFewerAreScoredAfterACancel() {
        List<PostText> scored = scoredAfterACancel(60, 9_000);

        assertThat(scored).isNotEmpty();
        assertThat(scored.stream().mapToInt(text -> text.text().length()).sum()).isLessThanOrEqualTo(CHARACTERS);
    }

    /** What a scorer is still given when the client goes away with the first text. */
    private static List<PostText> scoredAfterACancel(int texts, int characters) {
        Map<ContentKey, PostText> all = new LinkedHashMap<>();
        for (int i = 0; i < texts; i++) {
            PostText text = PostText.read(i + " " + "help ".repeat(characters / 5));
            all.put(text.key(), text);
        }
        MakeScores makeScores = service.bean(MakeScores.class);
        try (Context.CancellableContext call = Context.current().withCancellation()) {
            Cancelling scorer = new Cancelling(call);
            call.run(() -> assertThatThrownBy(() -> makeScores.make("default", scorer, all, OnDeadline.CANCEL)).isInstanceOf(Refusal.class));
            return scorer.given;
        }
    }

    /** Cancels the call that it works for. */
    private static final class Cancelling implements Scorer {

        private final Context.CancellableContext call;
        private final List<PostText> given = new ArrayList<>();

        Cancelling(Context.CancellableContext call) {
            this.call = call;
        }

        @Override
        public ValueSet set() {
            return ValueSets.all().defaultSet();
        }

        @Override
        public String id() {
            return "test/cancelling";
        }

        @Override
        public boolean knows(String language) {
            return true;
        }

        @Override
        public boolean quick() {
            return true;
        }

        @Override
        public Scoring score(String tenant, PostText text) {
            call.cancel(null);
            given.add(text);
            return Scoring.by(id(), ScoreVector.of(set(), new float[set().size()]));
        }
    }
}
