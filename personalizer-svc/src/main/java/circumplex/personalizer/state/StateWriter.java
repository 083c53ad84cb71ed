package circumplex.personalizer.state;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps states beside requests, one after the other. What finds no room, or cannot be written because its person was erased meanwhile, is
 * computed again when it is asked for.
 */
@Singleton
final class StateWriter {

    private static final Logger LOG = LoggerFactory.getLogger(StateWriter.class);

    /** About 2 MiB of states. */
    private static final int ROOM = 1_000;

    private static final long IDLE_SECONDS = 30;

    private final StateStore states;
    private final ThreadPoolExecutor thread;
    private volatile boolean closed;

    StateWriter(StateStore states) {
        this.states = states;
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(ROOM),
                work -> {
                    Thread writer = new Thread(work, "state-writer");
                    writer.setDaemon(true);
                    return writer;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    void keep(StateStore.Row row) {
        thread.execute(() -> {
            if (closed) {
                return;
            }
            try {
                states.keep(row);
            } catch (RuntimeException e) {
                LOG.debug("a state was not kept: {}", e.getClass().getName());
            }
        });
    }

    /** What is not kept by then is computed again. Interrupts nothing: an embedded database closes when that meets it in the middle of a write. */
    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        thread.shutdown();
        thread.awaitTermination(5, TimeUnit.SECONDS);
    }
}
