package circumplex.kit.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for a condition, and no longer than it takes. */
public final class Eventually {

    /** Long enough for a machine that is busy with something else. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private Eventually() {}

    public static void holds(String what, BooleanSupplier condition) {
        holds(what, PATIENCE, condition);
    }

    /** @param patience for what takes long by itself, as processes that start one after the other do */
    public static void holds(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + patience + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** Waits until {@code number} has not changed for {@code calm}. */
    public static void rests(String what, LongSupplier number, Duration calm) {
        long[] last = {Long.MIN_VALUE, System.nanoTime()};
        holds(what + " comes to rest", () -> {
            long now = number.getAsLong();
            if (now != last[0]) {
                last[0] = now;
                last[1] = System.nanoTime();
            }
            return System.nanoTime() - last[1] > calm.toNanos();
        });
    }
}
