package circumplex.personalizer.state;

import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.serving.ModelInUse;
import circumplex.personalizer.serving.ModelsInUse;
import circumplex.personalizer.serving.ServedModel;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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

    private final ModelsInUse models;
    private final StateStore states;
    private final ComputeState compute;
    private final Map<ModelInUse, AtomicLong> latest = new ConcurrentHashMap<>();

    Changeover(ModelsInUse models, StateStore states, ComputeState compute) {
        this.models = models;
        this.states = states;
        this.compute = compute;
    }

    /**
     * Begins to change and returns at once. A change of the same place that is begun later wins: the earlier one is given up, and its model
     * closed.
     *
     * @param place where the model is to answer
     * @param next taken over
     * @return completed when the model answers (true) or was given up (false); exceptionally if it broke off before it could answer
     */
    public CompletableFuture<Boolean> to(ModelInUse place, ServedModel next) {
        long mine = begin(place);
        CompletableFuture<Boolean> changed = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        prepare(place, next, mine);
                        changed.complete(flip(place, next, mine));
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
     * Changes at once, and gives up a change of the same place that is under way. What the model does not know yet of somebody is computed when it is asked for.
     *
     * @param next taken over
     */
    public void now(ModelInUse place, ServedModel next) {
        flip(place, next, begin(place));
    }

    /** From now on no model answers there; gives up a change that is under way. */
    public synchronized void toNone(ModelInUse place) {
        begin(place);
        place.close();
    }

    /** Gives up the changes that are under way. */
    @PreDestroy
    void close() {
        latest.values().forEach(AtomicLong::incrementAndGet);
    }

    private long begin(ModelInUse place) {
        return latest(place).incrementAndGet();
    }

    private AtomicLong latest(ModelInUse place) {
        return latest.computeIfAbsent(place, none -> new AtomicLong());
    }

    /** A failure here costs time later and nothing else. */
    private void prepare(ModelInUse place, ServedModel next, long mine) {
        try {
            String owner = place.tenant();
            String tenant = owner;
            String user = "";
            List<StateStore.Stale> page = states.stale(next.id(), next.space().digest(), owner, tenant, user, PAGE);
            while (!page.isEmpty() && latest(place).get() == mine) {
                for (StateStore.Stale one : page) {
                    tenant = one.tenant();
                    user = one.userId();
                    Person person = new Person(tenant, user);
                    states.find(person, next.id())
                            .map(found -> compute.compute(person, next, found.lastChange()))
                            .ifPresent(states::keep);
                }
                page = states.stale(next.id(), next.space().digest(), owner, tenant, user, PAGE);
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("states will be computed when they are asked for, not beforehand: {}", e.getClass().getName());
        }
    }

    private boolean flip(ModelInUse place, ServedModel next, long mine) {
        String previous;
        synchronized (this) {
            if (latest(place).get() != mine) {
                next.close();
                return false;
            }
            previous = current(place);
            place.replace(next);
        }
        try {
            if (place.tenant().equals(ModelInUse.EVERYBODY)) {
                states.deleteShared(next.id(), previous);
            } else {
                states.deleteOwn(next.id(), previous, current(models.shared()), place.tenant());
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("old states stay: {}", e.getClass().getName());
        }
        return true;
    }

    private static String current(ModelInUse place) {
        Optional<ModelInUse.Lease> lease = place.lease();
        try (ModelInUse.Lease held = lease.orElse(null)) {
            return held == null ? "" : held.model().id();
        }
    }
}
