package circumplex.kit.admission;

import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which calls are worked on.
 *
 * <p>Calls that wait for others need a thread each. Calls that only compute get one thread more than there are cores, and the others of
 * those that were let in stand in a queue: more threads would not compute faster.
 *
 * <p>They have the lowest priority, which the JVM hands to the system where it is told to ({@code -XX:ThreadPriorityPolicy=1}): the
 * thread that reads the connections, which refuses what is too much, gets a core as soon as it needs one.
 */
@Singleton
public final class CallThreads {

    private static final long IDLE_SECONDS = 60;

    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService calls;
    private final ExecutorService housekeeping;

    /** @param computeOnly whether calls wait for nothing: no other service, no database, no reader */
    CallThreads(
            @Named(TaskExecutors.IO) ExecutorService housekeeping,
            @Value("${circumplex.calls.compute-only:false}") boolean computeOnly) {
        this.housekeeping = housekeeping;
        this.calls = computeOnly ? few(Runtime.getRuntime().availableProcessors() + 1) : oneEach();
    }

    /** Threads for calls of the endpoints. */
    public Executor calls() {
        return calls;
    }

    /** Threads for calls that are asked whatever there is to do, such as health. */
    public Executor housekeeping() {
        return housekeeping;
    }

    @PreDestroy
    void close() {
        calls.shutdownNow();
    }

    /** The queue has no bound: gRPC loses calls where a task is refused, and what was let in is bounded already. */
    private ExecutorService few(int threads) {
        return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
    }

    private ExecutorService oneEach() {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
    }

    @SuppressWarnings("ThreadPriorityCheck") // heeded by the system, see the class
    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "call-" + number.incrementAndGet());
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
