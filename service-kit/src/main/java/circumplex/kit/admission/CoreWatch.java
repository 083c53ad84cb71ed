package circumplex.kit.admission;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Counts {@link WaitingCalls} once a second on a thread of its own, while limits ask for it, which they do while calls end. Who asks
 * is answered with the last count and reads no file: that may be the thread that reads the connections.
 */
@Singleton
final class CoreWatch implements DoubleSupplier {

    static final String THREAD = "core-watch";

    private static final long PERIOD_MILLIS = 1_000;

    /** How many more counts there are after somebody has asked: limits ask when ten calls have ended, and not before. */
    static final int COUNTS = 10;

    private final DoubleSupplier waiting;
    private final ScheduledExecutorService timer;
    private volatile boolean asked;
    private volatile double last;
    private int left;

    @Inject
    CoreWatch() {
        this(new WaitingCalls(System::nanoTime), PERIOD_MILLIS);
    }

    /** @param waiting how many calls waited for a core, on average since it was last asked */
    @SuppressWarnings("FutureReturnValueIgnored") // nothing in it fails
    CoreWatch(DoubleSupplier waiting, long periodMillis) {
        this.waiting = waiting;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, THREAD);
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::look, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    }

    /** How many calls waited for a core when it was last counted, on average over the second before. */
    @Override
    public double getAsDouble() {
        asked = true;
        return last;
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }

    void look() {
        boolean rested = left == 0;
        if (asked) {
            asked = false;
            left = COUNTS;
        }
        if (left > 0) {
            left--;
            double counted = waiting.getAsDouble();
            // After a rest it is about all of the rest, which says nothing of now.
            last = rested ? last : counted;
        }
    }
}
