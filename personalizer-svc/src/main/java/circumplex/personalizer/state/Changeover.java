package circumplex.personalizer.state;

import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.serving.ModelInUse;
import circumplex.personalizer.serving.ServedModel;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From one model to the next. What the next one knows of everybody is computed while the last one still answers; then it takes over, and
 * what models before the last one knew is forgotten.
 */
@Singleton
public final class Changeover {

    private static final Logger LOG = LoggerFactory.getLogger(Changeover.class);

    private static final int PAGE = 200;

    private final ModelInUse inUse;
    private final StateStore states;
    private final ComputeState compute;
    private final AtomicLong latest = new AtomicLong();

    Changeover(ModelInUse inUse, StateStore states, ComputeState compute) {
        this.inUse = inUse;
        this.states = states;
        this.compute = compute;
    }

    /**
     * Begins to change and returns at once. A change that is begun later wins: the earlier one is given up, and its model closed.
     *
     * @param next taken over
     * @return completed when the model answers (true) or was given up (false); exceptionally if it broke off before it could answer
     */
    public CompletableFuture<Boolean> to(ServedModel next) {
        long mine = latest.incrementAndGet();
        CompletableFuture<Boolean> changed = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        prepare(next, mine);
                        changed.complete(flip(next, mine));
                    } finally {
                        // Whoever waits hears of it, whatever went wrong; after an answer this changes nothing.
                        changed.completeExceptionally(new IllegalStateException("the changeover broke off"));
                    }
                },
                "changeover");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (Error e) {
            next.close();
            throw e;
        }
        return changed;
    }

    /**
     * Changes at once, and gives up a change that is under way. What the model does not know yet of somebody is computed when it is asked for.
     *
     * @param next taken over
     */
    public void now(ServedModel next) {
        flip(next, latest.incrementAndGet());
    }

    /** From now on no model answers; gives up a change that is under way. */
    public synchronized void toNone() {
        latest.incrementAndGet();
        inUse.close();
    }

    /** Gives up the change that is under way. */
    @PreDestroy
    void close() {
        latest.incrementAndGet();
    }

    /** A failure here costs time later and nothing else. */
    private void prepare(ServedModel next, long mine) {
        try {
            String tenant = "";
            String user = "";
            List<StateStore.Stale> page = states.stale(next.id(), next.space().digest(), tenant, user, PAGE);
            while (!page.isEmpty() && latest.get() == mine) {
                for (StateStore.Stale one : page) {
                    tenant = one.tenant();
                    user = one.userId();
                    Person person = new Person(tenant, user);
                    states.find(person, next.id())
                            .map(found -> compute.compute(person, next, found.lastChange()))
                            .ifPresent(states::keep);
                }
                page = states.stale(next.id(), next.space().digest(), tenant, user, PAGE);
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("states will be computed when they are asked for, not beforehand: {}", e.getClass().getName());
        }
    }

    private boolean flip(ServedModel next, long mine) {
        String previous;
        synchronized (this) {
            if (latest.get() != mine) {
                next.close();
                return false;
            }
            previous = current();
            inUse.replace(next);
        }
        try {
            states.deleteOthers(next.id(), previous);
        } catch (RuntimeException | Error e) {
            LOG.debug("old states stay: {}", e.getClass().getName());
        }
        return true;
    }

    private String current() {
        Optional<ModelInUse.Lease> lease = inUse.lease();
        try (ModelInUse.Lease held = lease.orElse(null)) {
            return held == null ? "" : held.model().id();
        }
    }
}
