package circumplex.kit.log;

import java.util.Arrays;

/**
 * A stack trace without messages. The messages of databases, parsers and libraries quote the data that they failed on, and data
 * here is what people wrote.
 */
public final class SilentTrace {

    /** Frames of each cause: the place of a defect is at the top, and an endless recursion has a thousand. */
    private static final int FRAMES = 24;

    private SilentTrace() {}

    public static String of(Throwable thrown) {
        StringBuilder trace = new StringBuilder();
        for (Throwable cause : Causes.of(thrown)) {
            trace.append(trace.isEmpty() ? "" : "\ncaused by ").append(cause.getClass().getName());
            Arrays.stream(cause.getStackTrace()).limit(FRAMES).forEach(frame -> trace.append("\n\tat ").append(frame));
        }
        return trace.toString();
    }
}
