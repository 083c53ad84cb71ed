package circumplex.kit;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A stack trace without messages. The messages of databases, parsers and libraries quote the data that they failed on, and data
 * here is what people wrote.
 */
final class SilentTrace {

    /** Enough to find the place; what is deeper is the same in every call. */
    private static final int FRAMES = 24;

    private SilentTrace() {}

    static String of(Throwable thrown) {
        StringBuilder trace = new StringBuilder();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
            trace.append(trace.isEmpty() ? "" : "\ncaused by ").append(cause.getClass().getName());
            Arrays.stream(cause.getStackTrace()).limit(FRAMES).forEach(frame -> trace.append("\n\tat ").append(frame));
        }
        return trace.toString();
    }
}
