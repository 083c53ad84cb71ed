package circumplex.kit.database;

import io.grpc.Context;
import io.grpc.Deadline;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Whose turn it is to write. A thread that has it may write through several connections, as migrations do. */
final class WriterTurn {

    /** For work that is not a call and has no deadline. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ReentrantLock lock = new ReentrantLock(true);

    /**
     * Waits for it, no longer than the call may take.
     *
     * @throws SQLTransientException if it does not come in time
     */
    void take() throws SQLException {
        Deadline deadline = Context.current().getDeadline();
        try {
            if (!lock.tryLock(deadline == null ? PATIENCE_NANOS : deadline.timeRemaining(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS)) {
                throw new SQLTimeoutException("others write for too long", "HYT00");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientException("interrupted while others write", "HYT00", e);
        }
    }

    void give() {
        lock.unlock();
    }
}
