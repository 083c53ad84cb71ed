package circumplex.classifier;

import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.kit.drain.Draining;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Deadline;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scorers that are not quick, at work on threads of their own: for each tenant, scorer and text once at a time, with bounded threads and a
 * bounded queue. Work is tied to no call, so it outlives the one that began it if somebody else wants it.
 */
@Singleton
final class SlowScoring implements Draining {

    private static final long IDLE_SECONDS = 60;

    private final KnownScores known;
    private final ClassifierSettings settings;
    private final ThreadPoolExecutor threads;
    private final Semaphore room;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "scoring-timer"));
    private final ConcurrentHashMap<Job, Load> loads = new ConcurrentHashMap<>();
    private volatile boolean closed;

    SlowScoring(KnownScores known, ClassifierSettings settings) {
        this.known = known;
        this.settings = settings;
        this.room = new Semaphore(settings.scoringThreads() + settings.scoringQueuedPosts());
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                settings.scoringThreads(),
                settings.scoringThreads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                // Bounded by the semaphore, which also counts what has been taken out and is being scored.
                new LinkedBlockingQueue<>(),
                work -> daemon(work, "scoring-" + number.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Gives a context the deadline of one text. */
    @FunctionalInterface
    interface Limit {
        CancellableContext of(Context context);
    }

    private record Job(String tenant, String scorerId, ContentKey key) {}

    /** The load of this text, begun if it is not under way; empty if there is no room for it. */
    Optional<Load> join(String tenant, Scorer scorer, PostText text) {
        Job job = new Job(tenant, scorer.id(), text.key());
        return Optional.ofNullable(loads.compute(job, (same, running) -> {
            if (running != null && running.join()) {
                return running;
            }
            return !closed && room.tryAcquire() ? begun(same, scorer, text) : null;
        }));
    }

    /** Takes nothing new, finishes what is under way until {@code until}, and gives up the rest. */
    @Override
    public void drain(Deadline until) {
        closed = true;
        try {
            while (!loads.isEmpty() && !until.isExpired()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List.copyOf(loads.values()).forEach(Load::stop);
    }

    @PreDestroy
    void close() {
        drain(Deadline.after(0, TimeUnit.SECONDS));
        threads.shutdown();
        timer.shutdownNow();
    }

    private Load begun(Job job, Scorer scorer, PostText text) {
        CancellableContext context = Context.current().fork().withCancellation();
        Load load = new Load(job.tenant(), scorer, text, known, context, this::limited, ended -> {
            loads.remove(job, ended);
            threads.remove(ended);
            room.release();
        });
        threads.execute(load);
        return load;
    }

    private CancellableContext limited(Context context) {
        return context.withDeadlineAfter(settings.scoringMaxMillis(), TimeUnit.MILLISECONDS, timer);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
