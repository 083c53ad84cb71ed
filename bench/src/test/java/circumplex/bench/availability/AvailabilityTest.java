package circumplex.bench.availability;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.bench.process.Limits;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway answers while the services behind it are away, and says what is missing. */
class AvailabilityTest {

    private static final long SEED = 20261122;

    @TempDir
    private Path folder;

    @Test
    void whateverIsAwayFeedsAreAnsweredAndSayIt() {
        try (AvailabilityTrial trial = trial()) {
            trial.strike(Strike.KILL, ServiceName.CLASSIFIER);
            trial.strike(Strike.KILL, ServiceName.PERSONALIZER);
            trial.strike(Strike.RESTART, ServiceName.RANKER);
            trial.strike(Strike.PAUSE, ServiceName.CLASSIFIER);
            trial.strike(Strike.PAUSE, ServiceName.PERSONALIZER);
            trial.strike(Strike.PAUSE, ServiceName.RANKER);
            trial.strike(Strike.SLOW, ServiceName.PERSONALIZER);
            trial.strikeAll(Strike.KILL);
            trial.strike(Strike.NONE, ServiceName.CLASSIFIER);
            Availabilities seen = trial.stop();

            assertThat(seen.broken(0.999))
                    .as(() -> "the control alone; seed " + SEED + ": " + seen.outages() + ", all " + seen.all())
                    .containsExactly("classifier-svc, NONE");
            assertThat(seen.all().answeredShare()).as(() -> "seed " + SEED + ": " + seen.all()).isGreaterThanOrEqualTo(0.999);
        }
    }

    private AvailabilityTrial trial() {
        return new AvailabilityTrial(
                Distribution.ofThisProgram(JvmProfile.BRIEF), folder, Limits.admitEverybody(), 5, 20, Duration.ofSeconds(2), Duration.ofSeconds(2), SEED);
    }
}
