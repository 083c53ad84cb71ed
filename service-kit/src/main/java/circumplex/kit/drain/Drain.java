package circumplex.kit.drain;

import circumplex.kit.ServerHealth;
import circumplex.kit.log.SilentTrace;
import io.grpc.Deadline;
import io.grpc.Server;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a service, step by step: nobody who was let in is turned away before the grace is over, and nobody new is let in. */
public final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** How long connections without calls may take to close, and refused calls to hear of it. */
    private static final long LINGER_MILLIS = 500;

    /** How long handlers whose calls were refused may take to notice. */
    private static final long NOTICE_MILLIS = 3_000;

    private static final long LOOK_MILLIS = 5;

    private final DrainLimits limits;
    private final ServerHealth health;
    private final Server server;
    private final CallsUnderWay calls;
    private final Collection<Draining> background;

    public Drain(DrainLimits limits, ServerHealth health, Server server, CallsUnderWay calls, Collection<Draining> background) {
        this.limits = limits;
        this.health = health;
        this.server = server;
        this.calls = calls;
        this.background = background;
    }

    /** Returns when no call and no work of the service is under way; what they used can then be closed. */
    public void run() throws InterruptedException {
        health.stopping();
        LOG.info("draining: {} calls under way, quiet for {} ms", calls.count(), limits.quietMillis());
        TimeUnit.MILLISECONDS.sleep(limits.quietMillis());
        Deadline grace = Deadline.after(limits.graceMillis(), TimeUnit.MILLISECONDS);
        server.shutdown();
        calls.endHousekeeping();
        if (!finished(grace)) {
            LOG.info("refusing the {} calls that are left after {} ms", calls.count(), limits.graceMillis());
            calls.refuse();
            server.awaitTermination(LINGER_MILLIS, TimeUnit.MILLISECONDS);
        }
        server.shutdownNow();
        awaitHandlers();
        background.forEach(work -> drain(work, grace));
    }

    /**
     * Waits for the calls, and for connections only briefly: gRPC waits ten seconds for a client that does not answer, though it
     * has no call under way.
     */
    private boolean finished(Deadline grace) throws InterruptedException {
        while (!server.awaitTermination(Math.min(LINGER_MILLIS, millisLeft(grace)), TimeUnit.MILLISECONDS)) {
            if (calls.count() == 0) {
                return true;
            }
            if (grace.isExpired()) {
                return false;
            }
        }
        return true;
    }

    /** What handlers use, such as native memory, must not be closed under them; one that never looks is left to it. */
    private void awaitHandlers() throws InterruptedException {
        Deadline notice = Deadline.after(NOTICE_MILLIS, TimeUnit.MILLISECONDS);
        while (calls.working() > 0 && !notice.isExpired()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        if (calls.working() > 0) {
            LOG.warn("{} handlers take no notice of the end of their calls", calls.working());
        }
    }

    private static long millisLeft(Deadline grace) {
        return Math.max(0, grace.timeRemaining(TimeUnit.MILLISECONDS));
    }

    private static void drain(Draining work, Deadline grace) {
        try {
            work.drain(grace);
        } catch (RuntimeException e) {
            LOG.error("{} could not be stopped: {}", work.getClass().getName(), SilentTrace.of(e));
        }
    }
}
