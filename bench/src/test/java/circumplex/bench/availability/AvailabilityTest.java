package circumplex.bench.availability;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.bench.load.Outcomes;
import circumplex.bench.process.Limits;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
            List<Outage> outages = new ArrayList<>();
            outages.add(trial.strike(Strike.KILL, ServiceName.CLASSIFIER));
            outages.add(trial.strike(Strike.KILL, ServiceName.PERSONALIZER));
            outages.add(trial.strike(Strike.KILL, ServiceName.RANKER));
            outages.add(trial.strike(Strike.PAUSE, ServiceName.CLASSIFIER));
            outages.add(trial.strike(Strike.PAUSE, ServiceName.PERSONALIZER));
            outages.add(trial.strike(Strike.PAUSE, ServiceName.RANKER));
            outages.add(trial.strikeAll(Strike.KILL));
            Outage none = trial.strike(Strike.NONE, ServiceName.CLASSIFIER);
            Outcomes<?> all = trial.stop();

            assertThat(all.answeredShare()).as(() -> "seed " + SEED + ": " + all).isGreaterThanOrEqualTo(0.999);
            assertThat(outages).allSatisfy(outage -> {
                assertThat(outage.during().count()).as("calls during %s", outage.name()).isPositive();
                assertThat(outage.unflagged()).as("answers that hide what is missing: %s", outage.name()).isZero();
            });
            assertThat(none.unflagged()).as("this trial sees answers that do not name a stage").isPositive();
        }
    }

    private AvailabilityTrial trial() {
        return new AvailabilityTrial(
                Distribution.ofThisProgram(JvmProfile.BRIEF), folder, Limits.admitEverybody(), 10, 10, Duration.ofSeconds(3), Duration.ofSeconds(3), SEED);
    }
}
