package circumplex.personalizer.jobs;

import circumplex.kit.refusal.Refusal;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Ends a job. */
@Singleton
public final class CancelJob {

    private final JobStore jobs;
    private final RunJobs running;

    CancelJob(JobStore jobs, RunJobs running) {
        this.jobs = jobs;
        this.running = running;
    }

    /**
     * @return the job as it is then; one that had ended stays as it was
     * @throws Refusal NOT_FOUND
     */
    public Job cancel(String tenant, String jobId) {
        jobs.require(tenant, jobId);
        if (jobs.cancel(tenant, jobId, Instant.now().truncatedTo(ChronoUnit.MICROS)) == 1) {
            running.cancelled(jobId);
        }
        return jobs.require(tenant, jobId);
    }
}
