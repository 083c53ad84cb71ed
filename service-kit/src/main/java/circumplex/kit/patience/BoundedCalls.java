package circumplex.kit.patience;

import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Calls of something that may be slow, such as a database, on threads of their own, so that callers wait no longer than they can
 * afford. Threads are never interrupted: an interrupt in the middle of a write makes H2 close its database.
 */
public final class BoundedCalls implements AutoCloseable {

    private static final long IDLE_SECONDS = 30;
    private static final long CLOSING_SECONDS = 5;

    private final ThreadPoolExecutor threads;

    /** Calls under way that nobody waits for any more. As many as there are threads, and the next one need not even try. */
    private final AtomicInteger stuck = new AtomicInteger();

    /**
     * @param name of the threads
     * @param atOnce how many calls may be under way
     * @param queued how many more may wait for a thread; what finds no room is late at once
     */
    public BoundedCalls(String name, int atOnce, int queued) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                atOnce, atOnce, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queued), work -> {
                    Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Makes a call. One that is late may still have its effect; one that has not begun by then is left out.
     *
     * @throws LateException if there is no answer in time
     * @throws CompletionException around anything but an unchecked exception that the work throws
     * @throws circumplex.kit.refusal.Refusal if the client of the current call is gone
     */
    public <T> T call(Duration patience, Supplier<T> work) {
        if (stuck.get() >= threads.getMaximumPoolSize()) {
            throw new LateException("all calls under way are late");
        }
        One<T> one = new One<>(work);
        try {
            threads.execute(Context.current().wrap(one));
            if (Waiting.until(one.answer, patience)) {
                return one.answer.join();
            }
        } catch (RejectedExecutionException e) {
            throw new LateException("too many calls wait already");
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        } finally {
            one.leave();
        }
        throw new LateException("no answer in time");
    }

    /** Lets calls under way end, within a few seconds. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private enum State {
        WAITING,
        UNDER_WAY,
        LEFT,
        OVER
    }

    private final class One<T> implements Runnable {

        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
        private final Supplier<T> work;

        One(Supplier<T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            if (!state.compareAndSet(State.WAITING, State.UNDER_WAY)) {
                return;
            }
            try {
                answer.complete(work.get());
            } catch (Throwable e) {
                // Also checked exceptions that a library smuggles out: past this point the thread would print them with their messages.
                answer.completeExceptionally(e);
            } finally {
                if (state.getAndSet(State.OVER) == State.LEFT) {
                    stuck.decrementAndGet();
                }
            }
        }

        /** Nobody waits for it any more: what has not begun does not begin, what is under way is late. */
        void leave() {
            if (!state.compareAndSet(State.WAITING, State.OVER)) {
                stuck.incrementAndGet();
                if (!state.compareAndSet(State.UNDER_WAY, State.LEFT)) {
                    stuck.decrementAndGet();
                }
            }
        }
    }
}
