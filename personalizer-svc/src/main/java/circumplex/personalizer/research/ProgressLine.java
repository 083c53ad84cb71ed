package circumplex.personalizer.research;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Progress with the time that is left, on standard error: at most a line in two seconds. */
final class ProgressLine {

    private static final long BETWEEN = Duration.ofSeconds(2).toNanos();

    private final PrintWriter out;
    private final long began = System.nanoTime();
    private long printed = began;
    private int first = -1;

    ProgressLine(PrintWriter out) {
        this.out = out;
    }

    void at(int done, int all, String what) {
        if (first < 0) {
            first = done;
        }
        long now = System.nanoTime();
        if (now - printed < BETWEEN && done < all) {
            return;
        }
        printed = now;
        double seconds = (now - began) / 1e9;
        double left = done == first ? Double.NaN : seconds / (done - first) * (all - done);
        out.println(String.format(
                Locale.ROOT, "%d of %d %s, %s", done, all, what, Double.isNaN(left) ? "time left unknown" : Math.round(left) + " s left"));
        out.flush();
    }
}
