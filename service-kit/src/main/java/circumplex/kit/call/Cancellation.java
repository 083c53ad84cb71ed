package circumplex.kit.call;

import circumplex.kit.refusal.Refusal;
import io.grpc.Context;
import java.util.concurrent.TimeoutException;

/** Stops work whose client is gone or whose time is up. */
public final class Cancellation {

    private Cancellation() {}

    /**
     * To be called between units of work.
     *
     * @throws Refusal CANCELLED or DEADLINE_EXCEEDED if nobody waits for the answer any more
     */
    public static void check() {
        Context context = Context.current();
        if (context.isCancelled()) {
            throw context.cancellationCause() instanceof TimeoutException ? Failures.deadlineExceeded() : Failures.cancelled();
        }
    }
}
