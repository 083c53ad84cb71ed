package circumplex.personalizer.state;

import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.serving.ServedModel;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what models know of people up to date beside the requests that miss it: for each person and model once at a time, on few
 * threads, however long it takes. What was computed is kept before anybody hears of it, so that it was not in vain when nobody waits any more.
 */
@Singleton
final class CatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    /** People who wait for a thread. Of whom there is no room the next request asks again. */
    private static final int ROOM = 1_000;

    private static final long IDLE_SECONDS = 30;

    private final StateStore states;
    private final ComputeState compute;
    private final ThreadPoolExecutor threads;
    private final Map<Key, CompletableFuture<Optional<StateStore.Row>>> underWay = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Key(Person person, String modelId, String space) {}

    CatchUp(StateStore states, ComputeState compute, StateSettings settings) {
        this.states = states;
        this.compute = compute;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                settings.threads(),
                settings.threads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(ROOM),
                work -> {
                    Thread thread = new Thread(work, "states-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.AbortPolicy());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins, unless it is under way, and returns at once.
     *
     * @return what was computed, which may be older than the person if they changed meanwhile; empty if nothing came of it
     */
    CompletableFuture<Optional<StateStore.Row>> begin(Person person, ServedModel model) {
        Key key = new Key(person, model.id(), model.space().digest());
        CompletableFuture<Optional<StateStore.Row>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<StateStore.Row>> other = underWay.putIfAbsent(key, mine);
        if (other != null) {
            return other;
        }
        try {
            threads.execute(() -> end(key, mine, work(person, model)));
        } catch (RejectedExecutionException e) {
            end(key, mine, Optional.empty());
        }
        return mine;
    }

    /** Whoever comes after this begins anew, so the state must be kept by then. */
    private void end(Key key, CompletableFuture<Optional<StateStore.Row>> mine, Optional<StateStore.Row> row) {
        underWay.remove(key, mine);
        mine.complete(row);
    }

    private Optional<StateStore.Row> work(Person person, ServedModel model) {
        // A model that was replaced meanwhile answers nobody any more.
        if (closed || !model.hold()) {
            return Optional.empty();
        }
        try {
            Optional<StateStore.Row> row =
                    states.find(person, model.id()).map(found -> compute.compute(person, model, found.lastChange()));
            row.ifPresent(this::keep);
            return row;
        } catch (Throwable e) {
            // Also checked exceptions that a library smuggles out: past this point the person would be caught up with no more.
            LOG.debug("a state was not computed: {}", e.getClass().getName());
            return Optional.empty();
        } finally {
            model.release();
        }
    }

    private void keep(StateStore.Row row) {
        try {
            states.keep(row);
        } catch (RuntimeException e) {
            LOG.debug("a state was not kept: {}", e.getClass().getName());
        }
    }

    /** Interrupts nothing: an embedded database closes when that meets it in the middle of a write. */
    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        threads.shutdown();
        threads.awaitTermination(5, TimeUnit.SECONDS);
    }
}
