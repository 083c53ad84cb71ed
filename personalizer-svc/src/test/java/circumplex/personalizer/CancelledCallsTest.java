package circumplex.personalizer;

import static circumplex.personalizer.Samples.SET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Person;
import io.grpc.Context;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Work that nobody waits for stops between two annotations and between two posts. How soon clients' cancels reach it is measured on
 * real processes by {@code ./circumplex bench cancel}.
 */
class CancelledCallsTest {

    private static final Person ANNA = new Person("default", "anna");

    @Test
    void readingAnnotationsStops() {
        try (RunningService service = RunningService.start("personalizer-svc", Map.of())) {
            new Calls(service).record("anna", Calls.annotation(Samples.key(1), Map.of("face", 1)));

            assertThat(whenNobodyWaits(() -> service.bean(AnnotationStore.class).history(ANNA, SET)))
                    .isEqualTo(ErrorReason.ERROR_REASON_CANCELLED);
        }
    }

    @Test
    void scoringPostsStops() {
        try (RunningService service = RunningService.start("personalizer-svc", Map.of())) {
            List<ScoredPost> posts = List.of(new ScoredPost("a", Map.of(Samples.SCORER, Samples.same(3))));

            assertThat(whenNobodyWaits(() -> service.bean(PersonalizeScores.class).personalize(ANNA, SET, posts)))
                    .as("though there is no annotation to read")
                    .isEqualTo(ErrorReason.ERROR_REASON_CANCELLED);
        }
    }

    private static ErrorReason whenNobodyWaits(Runnable work) {
        Context.CancellableContext call = Context.current().withCancellation();
        call.cancel(null);
        return catchThrowableOfType(Refusal.class, () -> call.run(work)).reason();
    }
}
