package circumplex.kit.database;

import circumplex.kit.patience.Waiting;
import circumplex.kit.refusal.Refusal;
import io.grpc.Context;
import io.grpc.Deadline;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to write, first come first served. A thread that has it may write through several connections, as migrations do.
 */
final class WriterTurn {

    /** For work that is not a call and has no deadline. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private @Nullable Thread owner;
    private int held;

    private record Waiter(Thread thread, CompletableFuture<Void> turn) {}

    /**
     * Waits for it, no longer than the call may take, and not for a client that is gone.
     *
     * @throws SQLTransientException if it does not come in time
     */
    void take() throws SQLException {
        Waiter self = new Waiter(Thread.currentThread(), new CompletableFuture<>());
        if (taken(self)) {
            return;
        }
        boolean mine = false;
        try {
            mine = Waiting.until(self.turn(), patience());
            if (!mine) {
                throw Thread.currentThread().isInterrupted()
                        ? new SQLTransientException("interrupted while others write", "HYT00")
                        : new SQLTimeoutException("others write for too long", "HYT00");
            }
        } catch (Refusal e) {
            throw new SQLTransientException("nobody waits for this write any more", "HYT00", e);
        } finally {
            if (!mine) {
                leave(self);
            }
        }
    }

    synchronized void give() {
        held--;
        if (held == 0) {
            pass();
        }
    }

    private static Duration patience() {
        Deadline deadline = Context.current().getDeadline();
        return deadline == null ? PATIENCE : Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
    }

    private synchronized boolean taken(Waiter self) {
        if (owner == null || owner == self.thread()) {
            owner = self.thread();
            held++;
            return true;
        }
        waiters.add(self);
        return false;
    }

    /** Also where the turn came at the last moment. */
    private synchronized void leave(Waiter self) {
        if (!waiters.remove(self)) {
            give();
        }
    }

    private void pass() {
        Waiter next = waiters.poll();
        owner = next == null ? null : next.thread();
        if (next != null) {
            held = 1;
            next.turn().complete(null);
        }
    }
}
