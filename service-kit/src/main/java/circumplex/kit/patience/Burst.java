package circumplex.kit.patience;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Tells the first failure of a burst from those that follow, so that one line of the log speaks for all of them. */
public final class Burst {

    private static final long NEVER = Long.MIN_VALUE;

    private final long quietNanos;
    private final LongSupplier nanoTime;
    private final AtomicLong last = new AtomicLong(NEVER);

    /** @param quiet how long nothing has to fail until the next failure begins a new burst */
    public Burst(Duration quiet) {
        this(quiet, System::nanoTime);
    }

    Burst(Duration quiet, LongSupplier nanoTime) {
        this.quietNanos = quiet.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Notes a failure and says whether it is the first of its burst. */
    public boolean begins() {
        long now = nanoTime.getAsLong();
        long before = last.getAndSet(now);
        return before == NEVER || now - before >= quietNanos;
    }
}
