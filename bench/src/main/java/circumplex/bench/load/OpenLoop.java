package circumplex.bench.load;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.Status;
import java.util.Comparator;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls at random moments of a given rate (Poisson arrivals), whatever becomes of the earlier ones, as clients do who know nothing
 * of each other. Calls must have a deadline.
 */
public final class OpenLoop<A, N> implements AutoCloseable {

    private final Supplier<ListenableFuture<A>> call;
    private final Function<A, N> note;
    private final SplittableRandom random;
    private final double nanosBetween;
    private final Queue<Outcome<N>> done = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Thread sender = new Thread(this::send, "open-loop");
    private volatile boolean stopped;

    private OpenLoop(double callsPerSecond, long seed, Supplier<ListenableFuture<A>> call, Function<A, N> note) {
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
        this.random = new SplittableRandom(seed);
        this.call = call;
        this.note = note;
    }

    /** @param note what to keep of an answer */
    public static <A, N> OpenLoop<A, N> start(
            double callsPerSecond, long seed, Supplier<ListenableFuture<A>> call, Function<A, N> note) {
        OpenLoop<A, N> loop = new OpenLoop<>(callsPerSecond, seed, call, note);
        loop.sender.start();
        return loop;
    }

    /** What has come of calls so far. */
    public Outcomes<N> soFar() {
        return new Outcomes<>(
                done.stream().sorted(Comparator.comparingLong(Outcome::dueNanos)).toList());
    }

    /** Sends no more, and waits until every call has ended. */
    public Outcomes<N> stop() {
        stopped = true;
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while load ends", e);
        }
        while (underWay.get() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return soFar();
    }

    @Override
    public void close() {
        stopped = true;
        sender.interrupt();
    }

    private void send() {
        long due = System.nanoTime();
        while (!stopped) {
            due += (long) (-Math.log(1 - random.nextDouble()) * nanosBetween);
            for (long wait = due - System.nanoTime(); wait > 0 && !stopped; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            send(due);
        }
    }

    private void send(long due) {
        underWay.incrementAndGet();
        long sent = System.nanoTime();
        Futures.addCallback(
                call.get(),
                new FutureCallback<A>() {
                    @Override
                    public void onSuccess(@Nullable A answer) {
                        ended(new Outcome<>(due, sent, System.nanoTime(), Status.Code.OK, note.apply(Objects.requireNonNull(answer))));
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        ended(new Outcome<>(due, sent, System.nanoTime(), Status.fromThrowable(failure).getCode(), null));
                    }
                },
                MoreExecutors.directExecutor());
    }

    private void ended(Outcome<N> outcome) {
        done.add(outcome);
        underWay.decrementAndGet();
    }
}
