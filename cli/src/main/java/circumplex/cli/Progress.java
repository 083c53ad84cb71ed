package circumplex.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Says on standard error how far a long work has come, now and then. */
final class Progress {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintWriter err;
    private final long total;
    private final long before;
    private final LongSupplier nanos;
    private final long start;
    private long last;

    /**
     * @param before what an earlier run had done
     * @param nanos as {@link System#nanoTime}
     */
    Progress(PrintWriter err, long total, long before, LongSupplier nanos) {
        this.err = err;
        this.total = total;
        this.before = before;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.last = start;
        if (before > 0) {
            say(String.format(Locale.ROOT, "going on after %,d of %,d posts", before, total));
        }
    }

    /** @param done of the total, earlier runs included */
    void at(long done) {
        long now = nanos.getAsLong();
        if (now - last < INTERVAL_NANOS) {
            return;
        }
        last = now;
        double perSecond = (done - before) / ((now - start) / 1e9);
        say(String.format(
                Locale.ROOT, "%,d of %,d posts, %,.0f a second, about %s left", done, total, perSecond, left((total - done) / perSecond)));
    }

    private static String left(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "an unknown time";
        }
        return seconds < 120 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
    }

    private void say(String line) {
        err.println("circumplex: " + line);
        err.flush();
    }
}
