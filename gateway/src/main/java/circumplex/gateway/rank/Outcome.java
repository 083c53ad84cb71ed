package circumplex.gateway.rank;

import circumplex.gateway.feed.Degradation;
import circumplex.gateway.feed.Stage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a stage came to: its answer, or the reason why the feed goes on without it. */
sealed interface Outcome<T> {

    /**
     * The answer; where there is none, the substitute, after the loss was reported.
     *
     * @param affectedPosts how many posts the loss touches
     */
    T orElse(Stage stage, int affectedPosts, Consumer<Degradation> report, Supplier<T> substitute);

    /** The stage answered. */
    record Answered<T>(T answer) implements Outcome<T> {
        @Override
        public T orElse(Stage stage, int affectedPosts, Consumer<Degradation> report, Supplier<T> substitute) {
            return answer;
        }
    }

    /** The stage did not answer. */
    record Lost<T>(Degradation.Reason reason) implements Outcome<T> {
        @Override
        public T orElse(Stage stage, int affectedPosts, Consumer<Degradation> report, Supplier<T> substitute) {
            report.accept(new Degradation(stage, reason, affectedPosts));
            return substitute.get();
        }
    }
}
