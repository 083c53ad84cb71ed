package circumplex.kit.patience;

import circumplex.kit.call.Cancellation;
import io.grpc.Context.CancellationListener;
import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for work that another thread does. */
public final class Waiting {

    private Waiting() {}

    /**
     * Waits until the work is done, the time is up, or the client of the current call is gone.
     *
     * @return whether the work is done, well or badly
     * @throws circumplex.kit.refusal.Refusal CANCELLED or DEADLINE_EXCEEDED if nobody waits for the current call any more
     */
    public static boolean until(CompletableFuture<?> work, Duration patience) {
        if (work.isDone()) {
            return true;
        }
        CompletableFuture<Void> gone = new CompletableFuture<>();
        CancellationListener listener = context -> gone.complete(null);
        Context.current().addListener(listener, Runnable::run);
        try {
            CompletableFuture.anyOf(work, gone).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Badly, or not yet; the work itself says which.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Context.current().removeListener(listener);
        }
        if (!work.isDone()) {
            Cancellation.check();
        }
        return work.isDone();
    }
}
