package circumplex.bench.restart;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.bench.process.Fleet;
import circumplex.bench.process.PostgresServer;
import circumplex.bench.process.Storage;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas are restarted one after another, and no client notices. */
class RollingRestartTest {

    private static final long SEED = 20261122;
    private static final int QUIET_MILLIS = 500;

    @TempDir
    private Path folder;

    @Test
    void noCallFailsWhileEveryReplicaIsRestarted() {
        try (PostgresServer postgres = PostgresServer.start();
                Fleet fleet = Fleet.start(
                        Distribution.ofThisProgram(JvmProfile.BRIEF), folder, FleetSettings.patient(Storage.on(postgres), QUIET_MILLIS))) {
            RollingRestartTrial trial = new RollingRestartTrial(fleet, 5, 20, Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(2), SEED);

            RestartedFeeds drained = trial.run(fleet.all(), End.TERMINATE, true);

            assertThat(drained.failed()).as(() -> "seed " + SEED + ": " + drained.calls()).isZero();
            assertThat(drained.repeatedShare()).as("share of calls sent more than once").isLessThanOrEqualTo(0.01);
            assertThat(drained.restarts()).allSatisfy(restart -> assertThat(restart.exitCode()).as(restart.replica()).isZero());

            RestartedFeeds killed = trial.run(fleet.of(ServiceName.GATEWAY), End.KILL, false);

            assertThat(killed.failed()).as("this trial sees calls that fail").isPositive();
        }
    }
}
