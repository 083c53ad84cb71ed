package circumplex.kit.drain;

import circumplex.kit.log.SilentTrace;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends this process when it is told to, by a signal or because its parent is gone: with the exit code 0 after what was started is
 * closed, which a second signal cuts short.
 */
public final class ProcessEnd {

    /** What a service may still take after its grace, to close pools and files. */
    private static final int CLOSING_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(ProcessEnd.class);

    private final AtomicBoolean told = new AtomicBoolean();
    private volatile Started started = new Started(() -> {}, 0);

    private record Started(Runnable close, int millis) {}

    /** From now on this process ends when it is told to; as long as nothing is started, at once. */
    public void listen() {
        Signals.handle(this::signalled);
        ParentProcess.whenGone(this::begin);
    }

    /**
     * From now on there is something to close.
     *
     * @param limits how long it may take, besides what closing takes
     */
    public void closeFirst(Runnable close, DrainLimits limits) {
        started = new Started(close, limits.quietMillis() + limits.graceMillis());
    }

    /** Whether the end has begun: what fails from now on, fails for that. */
    public boolean begun() {
        return told.get();
    }

    private void signalled(int number) {
        if (!begin()) {
            LOG.info("a second signal: ending at once");
            Runtime.getRuntime().halt(128 + number);
        }
    }

    private boolean begin() {
        boolean first = told.compareAndSet(false, true);
        if (first) {
            Thread end = new Thread(this::end, "end");
            // Not inherited: a signal comes on a daemon thread, and the JVM does not wait for those.
            end.setDaemon(false);
            end.start();
        }
        return first;
    }

    private void end() {
        Started running = started;
        haltAfter(running.millis() + CLOSING_MILLIS);
        try {
            running.close().run();
        } catch (RuntimeException e) {
            LOG.error("could not be closed: {}", SilentTrace.of(e));
        }
        System.exit(0);
    }

    /** For what cannot be closed, such as a pool whose database does not answer: the calls are over by then. */
    private static void haltAfter(int millis) {
        Thread limit = new Thread(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
                LOG.warn("not closed within {} ms: ending all the same", millis);
                Runtime.getRuntime().halt(0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "end-limit");
        limit.setDaemon(true);
        limit.start();
    }
}
