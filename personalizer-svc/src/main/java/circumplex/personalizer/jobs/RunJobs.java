package circumplex.personalizer.jobs;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.ServerHealth;
import circumplex.kit.drain.Draining;
import circumplex.kit.log.SilentTrace;
import circumplex.kit.refusal.Refusal;
import circumplex.personalizer.data.BadDataException;
import io.grpc.Deadline;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the queue, one job at a time, each in a child process. A service that ends lets go of its job, and one that is killed loses
 * it when its lease has run out; whoever takes it next goes on where it stopped.
 */
@Singleton
public final class RunJobs implements Draining {

    private static final Logger LOG = LoggerFactory.getLogger(RunJobs.class);

    /** How long the job of a service that was killed stands still. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    /** Between two words to the database about how far a job is, and so how long a cancellation by another replica takes. */
    private static final Duration RENEWAL = Duration.ofSeconds(2);

    private static final long LOOK_MILLIS = 200;

    private final JobStore jobs;
    private final JobWork work;
    private final JobSettings settings;
    private final ServerHealth health;
    private final String owner = UUID.randomUUID().toString();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "jobs"));
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean ending;
    private volatile String cancelled = "";
    private volatile Progress progress = Progress.UNKNOWN;
    private volatile @Nullable ChildProcess child;

    RunJobs(JobStore jobs, JobWork work, JobSettings settings, ServerHealth health) {
        this.jobs = jobs;
        this.work = work;
        this.settings = settings;
        this.health = health;
    }

    @Scheduled(fixedDelay = "1s", initialDelay = "1s")
    void look() {
        if (ending || !busy.compareAndSet(false, true)) {
            return;
        }
        try {
            Instant now = now();
            jobs.claim(owner, now, now.plus(LEASE))
                    .ifPresentOrElse(
                            job -> thread.execute(() -> {
                                try {
                                    run(job);
                                } finally {
                                    busy.set(false);
                                }
                            }),
                            () -> busy.set(false));
        } catch (RuntimeException e) {
            busy.set(false);
            LOG.debug("the queue cannot be read: {}", e.getClass().getSimpleName());
        }
    }

    /** What jobs that have ended elsewhere, or before they began again, left on disk. */
    @Scheduled(fixedDelay = "1h", initialDelay = "1m")
    void sweep() {
        work.onDisk().stream().filter(jobId -> jobs.open(jobId) == 0).forEach(work::clear);
    }

    /** Ends a job of this replica that was cancelled, at once; those of others hear of it soon. */
    void cancelled(String jobId) {
        cancelled = jobId;
    }

    /** @throws Refusal UNAVAILABLE when the service ends: another replica knows as much of a job */
    void requireRunning() {
        if (ending || health.isStopping()) {
            throw Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "The service is stopping; the job goes on.")
                    .with("service", "personalizer-svc")
                    .retryAfter(Duration.ofSeconds(1));
        }
    }

    /** The process that works now; absent between jobs. */
    @Nullable ChildProcess child() {
        return child;
    }

    /** Interrupts nothing: an embedded database closes when that meets it in the middle of a write. A job looks up every 200 ms. */
    @Override
    public void drain(Deadline until) {
        ending = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(Math.max(1000, until.timeRemaining(TimeUnit.MILLISECONDS)), TimeUnit.MILLISECONDS)) {
                LOG.warn("a job had no time to let go; whoever finds its lease run out goes on with it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Job job) {
        progress = new Progress(job.stepsDone(), job.stepsTotal(), -1);
        try {
            if (!work.done(job)) {
                Holding holding = new Holding(job);
                String failure = work(job, holding);
                if (holding.end != End.NONE) {
                    letGo(job, holding.end);
                    return;
                }
                if (!failure.isEmpty()) {
                    end(job, Job.State.FAILED, job.modelId(), failure);
                    return;
                }
            }
            progress = progress.complete();
            // What was lost meanwhile belongs to another replica, or to nobody; if the database is away, to whoever finds the lease run out.
            if (renew(job, 0) == Lease.HELD) {
                end(job, Job.State.SUCCEEDED, work.finish(job), "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("job {} failed: {}", job.id(), SilentTrace.of(e));
            broken(job);
        }
    }

    /** @return why it failed; empty if it did not, or nobody wants its result here any more */
    private String work(Job job, Holding holding) throws InterruptedException {
        List<String> arguments;
        try {
            arguments = work.arguments(job, holding::stillWanted);
        } catch (BadDataException e) {
            return work.reason(String.valueOf(e.getMessage()));
        } catch (CancellationException e) {
            return "";
        }
        try (ChildProcess process = ChildProcess.start(
                settings.heapMebibytes(), arguments, line -> Progress.of(line).ifPresent(at -> progress = at))) {
            child = process;
            while (!process.ended(LOOK_MILLIS)) {
                if (!holding.stillWanted()) {
                    return "";
                }
            }
            return process.exitCode() == 0 ? "" : work.reason(process.failure());
        } finally {
            child = null;
        }
    }

    /** Why a job is not gone on with. */
    private enum End {
        NONE,
        SERVICE_ENDS,
        CANCELLED,
        LOST
    }

    /** How a job is held while it is worked on. */
    private final class Holding {

        private final Job job;
        private long renewed = System.nanoTime();
        private End end = End.NONE;

        Holding(Job job) {
            this.job = job;
        }

        /** Renews the lease when it is time to. */
        boolean stillWanted() {
            long passed = System.nanoTime() - renewed;
            if (ending) {
                end = End.SERVICE_ENDS;
            } else if (cancelled.equals(job.id())) {
                end = End.CANCELLED;
            } else if (passed > RENEWAL.toNanos()) {
                switch (renew(job, passed)) {
                    case HELD -> renewed = System.nanoTime();
                    case UNKNOWN -> LOG.debug("the lease of job {} could not be renewed", job.id());
                    case LOST -> end = End.LOST;
                }
            }
            return end == End.NONE;
        }
    }

    /** After its process has ended: nothing is written to its folder any more. */
    private void letGo(Job job, End end) {
        switch (end) {
            case NONE -> throw new IllegalStateException("the job is still wanted");
            case SERVICE_ENDS -> {
                work.removeCopy(job);
                jobs.release(job.tenant(), job.id(), owner);
            }
            case CANCELLED -> work.clear(job.id());
            case LOST -> {
                // Another replica that goes on with the job needs its folder.
                if (jobs.open(job.id()) == 0) {
                    work.clear(job.id());
                }
            }
        }
    }

    /** If the database is away, whoever finds the lease run out tries again. */
    private void broken(Job job) {
        try {
            end(job, Job.State.FAILED, job.modelId(), "a defect; the log of the service says more under the id of the job");
        } catch (RuntimeException e) {
            LOG.error("job {} could not be ended: {}", job.id(), SilentTrace.of(e));
        }
    }

    private enum Lease {
        HELD,
        UNKNOWN,
        LOST
    }

    private Lease renew(Job job, long passedNanos) {
        try {
            if (jobs.renew(job, owner, progress, now().plus(LEASE))) {
                return Lease.HELD;
            }
            return Lease.LOST;
        } catch (RuntimeException e) {
            // The database is away: the lease still runs for a while.
            return passedNanos > LEASE.toNanos() ? Lease.LOST : Lease.UNKNOWN;
        }
    }

    private void end(Job job, Job.State state, String modelId, String failure) {
        jobs.renew(job, owner, progress, now().plus(LEASE));
        // Another replica that goes on with the job needs its folder.
        if (jobs.end(job, owner, state, modelId, failure, now()) || jobs.open(job.id()) == 0) {
            work.clear(job.id());
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
