package circumplex.bench.load;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * What came of one call. Times are those of {@link System#nanoTime()}.
 *
 * @param dueNanos when it was to be sent; a sender that is late makes calls slower, not fewer
 * @param sentNanos when it was sent
 * @param doneNanos when it was answered or failed
 * @param note what the trial wants to know of the answer; absent for a failed call
 */
public record Outcome<N>(long dueNanos, long sentNanos, long doneNanos, Status.Code code, @Nullable N note) {

    public boolean answered() {
        return code == Status.Code.OK;
    }
}
