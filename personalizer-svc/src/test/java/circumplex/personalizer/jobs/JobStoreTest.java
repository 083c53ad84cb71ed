package circumplex.personalizer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import io.grpc.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who holds a job, on a clock of the test; the service that brings the table works on none. */
final class JobStoreTest {

    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource
    void aJobIsOnesAloneWhileTheLeaseRunsAndAnybodysAfterIt(Engine engine, @TempDir Path folder) {
        Map<String, Object> settings = Map.of(
                "datasources.default.url", engine.freshUrl(),
                "circumplex.calibrators.folder", folder.toString(),
                "circumplex.calibrator.folder", "none");
        try (RunningService service = RunningService.start("personalizer-svc", settings)) {
            service.bean(RunJobs.class).drain(Deadline.after(0, TimeUnit.SECONDS));
            JobStore jobs = service.bean(JobStore.class);
            Job job = job();
            jobs.add(job);

            assertThat(claim(jobs, "a", START)).contains(job.id());
            assertThat(claim(jobs, "b", START.plus(LEASE))).as("a's for as long").isEmpty();
            assertThat(jobs.renew(job, "a", Progress.UNKNOWN, START.plus(LEASE).plus(LEASE))).isTrue();
            assertThat(claim(jobs, "b", START.plus(LEASE).plusMillis(1))).as("and longer once it is renewed").isEmpty();
            Instant over = START.plus(LEASE).plus(LEASE).plusMillis(1);
            assertThat(claim(jobs, "b", over)).contains(job.id());
            assertThat(jobs.renew(job, "a", Progress.UNKNOWN, over.plus(LEASE))).as("lost").isFalse();
            assertThat(jobs.end(job, "a", Job.State.SUCCEEDED, "", "", over)).as("lost").isFalse();
            assertThat(jobs.release("default", job.id(), "a")).as("no longer a's to let go").isZero();
            assertThat(jobs.release("default", job.id(), "b")).isEqualTo(1);
            assertThat(claim(jobs, "a", over)).as("let go").contains(job.id());
            assertThat(jobs.cancel("default", job.id(), over)).isEqualTo(1);
            assertThat(claim(jobs, "b", over.plus(LEASE).plusMillis(1))).as("it has ended").isEmpty();
        }
    }

    private static Optional<String> claim(JobStore jobs, String owner, Instant now) {
        return jobs.claim(owner, now, now.plus(LEASE)).map(Job::id);
    }

    private static Job job() {
        return new Job(
                "default", "a job", Job.Kind.TRAINING, Job.State.QUEUED, "d".repeat(64), false, "", "", List.of("a"), 1, Map.of(), 0, 0, -1, "",
                START, Optional.empty(), Optional.empty());
    }
}
