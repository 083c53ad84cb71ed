package circumplex.kit.admission;

import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which calls are worked on.
 *
 * <p>Calls that wait for others need a thread each. Calls that only compute get one thread more than there are cores, and the others of
 * those that were let in stand in a queue: more threads would not compute faster, and the thread that reads the connections, which has to
 * refuse what is too much, would share its core with all of them.
 */
@Singleton
public final class CallThreads {

    private final ExecutorService each;
    private final ExecutorService calls;

    /** @param computeOnly whether calls wait for nothing: no other service, no database, no reader */
    CallThreads(
            @Named(TaskExecutors.IO) ExecutorService each,
            @Value("${circumplex.calls.compute-only:false}") boolean computeOnly) {
        this.each = each;
        this.calls = computeOnly ? pool(Runtime.getRuntime().availableProcessors() + 1) : each;
    }

    /** Threads for calls of the endpoints. */
    public Executor calls() {
        return calls;
    }

    /** Threads for calls that are asked whatever there is to do, such as health. */
    public Executor housekeeping() {
        return each;
    }

    @PreDestroy
    void close() {
        if (calls != each) {
            calls.shutdownNow();
        }
    }

    /** The queue has no bound: gRPC loses calls where a task is refused, and what was let in is bounded already. */
    private static ExecutorService pool(int threads) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, "call-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
