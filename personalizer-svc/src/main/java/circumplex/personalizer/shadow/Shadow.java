package circumplex.personalizer.shadow;

import circumplex.personalizer.serving.ModelInUse;
import circumplex.personalizer.serving.ServedModel;
import circumplex.values.ScoreVector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the candidate of a tenant what its calls asked the model in use: one at a time, a few wait, and what is more is left out. */
public final class Shadow {

    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

    private static final int WAITING = 16;

    /** How long the end of the service may go unnoticed between two comparisons. */
    private static final long LOOK_MILLIS = 200;

    private final BlockingQueue<Comparison> waiting = new ArrayBlockingQueue<>(WAITING);
    private final ModelInUse candidate = new ModelInUse();
    private final AtomicLong calls = new AtomicLong();
    private volatile @Nullable Running running;
    private volatile boolean closed;
    private @Nullable Thread thread;

    /** One candidate from its beginning to its end. */
    private record Running(String modelId, double share, Differences differences) {}

    /** From now on this model is the candidate, which is taken over; closed at once if the service ends. */
    public synchronized void begin(ServedModel model, double share) {
        if (closed) {
            model.close();
            return;
        }
        Running next = new Running(model.id(), share, new Differences(model.set(), Instant.now()));
        candidate.replace(model);
        running = next;
        if (thread == null) {
            thread = new Thread(this::work, "shadow");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** There is no candidate any more. */
    public synchronized void end() {
        running = null;
        waiting.clear();
        candidate.close();
    }

    /** No comparison begins any more. Interrupts nothing: an embedded database closes when that meets it in the middle of a query. */
    synchronized void close() {
        closed = true;
        end();
    }

    /** Waits for the comparison that is under way, if there is one; not at all once the time is over. */
    void awaitEnd(long millis) throws InterruptedException {
        Thread working = thread();
        if (working != null && millis > 0) {
            working.join(millis);
        }
    }

    private synchronized @Nullable Thread thread() {
        return thread;
    }

    /** Whether the next call is one of the sample: every so many calls, whoever calls. */
    public boolean wanted() {
        Running now = running;
        if (now == null) {
            return false;
        }
        long call = calls.incrementAndGet();
        return (long) (call * now.share()) > (long) ((call - 1) * now.share());
    }

    /** Never waits. */
    public void offer(Comparison comparison) {
        Running now = running;
        if (now != null && !waiting.offer(comparison)) {
            now.differences().skip();
        }
    }

    /** Empty if this is not the candidate of this replica. */
    public Optional<ShadowSummary> summary(String modelId) {
        Running now = running;
        return now == null || !now.modelId().equals(modelId)
                ? Optional.empty()
                : Optional.of(now.differences().summary(now.modelId(), now.share()));
    }

    private void work() {
        while (!closed) {
            try {
                Comparison next = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    compare(next);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // One call that ran out of memory or stack must not end the comparison of all others.
                LOG.debug("a comparison is left out: {}", e.getClass().getName());
                Running now = running;
                if (now != null) {
                    now.differences().skip();
                }
            }
        }
    }

    private void compare(Comparison comparison) {
        Running now = running;
        Optional<ModelInUse.Lease> lease = candidate.lease();
        try (ModelInUse.Lease held = lease.orElse(null)) {
            if (now == null || held == null || held.model().set() != comparison.set() || !held.model().id().equals(now.modelId())) {
                return;
            }
            List<Optional<ScoreVector>> asked = comparison.candidate().apply(held.model()).orElse(List.of());
            if (asked.isEmpty()) {
                now.differences().skip();
                return;
            }
            for (int i = 0; i < asked.size(); i++) {
                Optional<ScoreVector> answered = comparison.answered().get(i);
                asked.get(i).ifPresent(mean ->
                        answered.ifPresent(inUse -> now.differences().post(inUse.toArray(), mean.toArray())));
            }
            now.differences().feed();
        }
    }
}
