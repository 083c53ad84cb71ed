package circumplex.personalizer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is understood of the lines that training prints; {@link TrainingJobsTest} sees real ones. */
final class ProgressTest {

    @Test
    void readsWhatTrainingPrints() {
        assertThat(Progress.of("3 of 40 steps, time left unknown")).contains(new Progress(3, 40, -1));
        assertThat(Progress.of("12 of 25 zero-shot + fine-tuned, 33 s left")).contains(new Progress(12, 25, 33));
        assertThat(Progress.of("judging on one fold of unseen people and posts…")).isEmpty();
    }
}
