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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first replica of every service is restarted, then the second ones, and no client notices. */
class RollingRestartTest {

    private static final long SEED = 20261122;
    private static final int QUIET_MILLIS = 500;

    /** Half of all processes start at once on whatever machine this is: few calls, or they are refused for good reason. */
    private static final int CALLS_PER_SECOND = 10;

    /** Clients look for lost replicas every second, and on a slow machine it takes them another to find one. */
    private static final Duration CALM = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    @Test
    void noCallFailsWhileEveryReplicaIsRestarted() {
        try (PostgresServer postgres = PostgresServer.start();
                Fleet fleet = Fleet.start(
                        Distribution.ofThisProgram(JvmProfile.BRIEF), folder, FleetSettings.patient(Storage.on(postgres), QUIET_MILLIS))) {
            RollingRestartTrial trial = new RollingRestartTrial(
                    fleet, 5, CALLS_PER_SECOND, Duration.ofSeconds(30), Duration.ofSeconds(1), CALM, SEED);

            RestartedFeeds drained = trial.run(fleet.rows(), End.TERMINATE, true);

            assertThat(drained.failed()).as(() -> "seed " + SEED + ": " + drained.calls()).isZero();
            assertThat(drained.repeatedShare()).as("share of calls sent more than once").isLessThanOrEqualTo(0.01);
            assertThat(drained.restarts()).allSatisfy(restart -> assertThat(restart.orderly()).as(restart.toString()).isTrue());
            assertThat(drained.inner().sent()).as("calls of gateways that were counted").isPositive();
            assertThat(drained.inner().repeatedShare()).as("share of repetitions by gateways: %s", drained.inner()).isLessThanOrEqualTo(0.01);

            // Enough calls that some are under way at the one moment of the kill; one process starts, and nothing else waits for it.
            RollingRestartTrial brief = new RollingRestartTrial(
                    fleet, 5, 4 * CALLS_PER_SECOND, Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(1), SEED);
            RestartedFeeds killed = brief.run(List.of(fleet.of(ServiceName.GATEWAY).subList(0, 1)), End.KILL, false);

            assertThat(killed.failed()).as("this trial sees calls that fail").isPositive();
        }
    }
}
