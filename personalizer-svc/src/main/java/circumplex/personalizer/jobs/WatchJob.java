package circumplex.personalizer.jobs;

import circumplex.kit.call.Cancellation;
import circumplex.kit.refusal.Refusal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A job as it is, and again whenever it has changed, until it has ended. */
@Singleton
public final class WatchJob {

    private static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();

    private final JobStore jobs;
    private final RunJobs running;

    WatchJob(JobStore jobs, RunJobs running) {
        this.jobs = jobs;
        this.running = running;
    }

    /** @throws Refusal NOT_FOUND, and from the iterator UNAVAILABLE when the service ends before the job */
    public Iterator<Job> watch(String tenant, String jobId) {
        Job first = jobs.require(tenant, jobId);
        return new Iterator<>() {
            private @Nullable Job last;

            @Override
            public boolean hasNext() {
                return last == null || !last.state().ended();
            }

            @Override
            public Job next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the job has ended");
                }
                last = last == null ? first : awaitChange(last);
                return last;
            }
        };
    }

    private Job awaitChange(Job last) {
        while (true) {
            Cancellation.check();
            running.requireRunning();
            Job now = jobs.require(last.tenant(), last.id());
            if (!now.equals(last)) {
                return now;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
