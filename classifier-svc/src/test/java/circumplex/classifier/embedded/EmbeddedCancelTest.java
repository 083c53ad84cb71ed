package circumplex.classifier.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.classifier.text.PostText;
import circumplex.kit.refusal.Refusal;
import circumplex.model.engine.Torch;
import circumplex.values.ValueSets;
import io.grpc.Context;
import java.util.AbstractList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How much the shipped model still reads for a client that is gone. */
final class EmbeddedCancelTest {

    /** Counts what is read of it, and does something at the tenth. */
    private static final class Texts extends AbstractList<PostText> {

        private final PostText text = PostText.read("they helped each other");
        private final AtomicInteger read = new AtomicInteger();
        private final int size;
        private final Runnable atTheTenth;

        Texts(int size, Runnable atTheTenth) {
            this.size = size;
            this.atTheTenth = atTheTenth;
        }

        @Override
        public PostText get(int i) {
            if (read.incrementAndGet() == 10) {
                atTheTenth.run();
            }
            return text;
        }

        @Override
        public int size() {
            return size;
        }
    }

    @Test
    void oneBatchAtMostIsScoredAfterACancel() throws Exception {
        try (Torch torch = Torch.start(2);
                EmbeddedScorer scorer = new EmbeddedScorer(model(), torch);
                Context.CancellableContext call = Context.current().withCancellation()) {
            Texts texts = new Texts(2_000, () -> call.cancel(null));

            call.run(() -> assertThatThrownBy(() -> scorer.scoreAll("default", texts)).isInstanceOf(Refusal.class));

            assertThat(texts.read).hasValueLessThanOrEqualTo(64);
        }
    }

    private static EmbeddedModel model() {
        return EmbeddedModel.shipped(ValueSets.all().defaultSet()).orElseThrow();
    }
}
