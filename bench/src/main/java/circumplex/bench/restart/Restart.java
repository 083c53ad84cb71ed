package circumplex.bench.restart;

import java.util.List;

/**
 * Replicas that went and came back together, with the first and the last moment at which that could be felt, in {@link System#nanoTime()}.
 *
 * @param replicas what they are called
 */
public record Restart(String replicas, List<Integer> exitCodes, long startNanos, long endNanos) {

    public Restart {
        exitCodes = List.copyOf(exitCodes);
    }

    /** Whether all of them ended as they should. */
    public boolean orderly() {
        return exitCodes.stream().allMatch(code -> code == 0);
    }
}
