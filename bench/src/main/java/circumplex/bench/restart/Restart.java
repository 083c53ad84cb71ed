package circumplex.bench.restart;

/** One replica that went and came back, with the first and the last moment at which that could be felt, in {@link System#nanoTime()}. */
public record Restart(String replica, int exitCode, long startNanos, long endNanos) {}
