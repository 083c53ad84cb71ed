package circumplex.bench.load;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** So many callers, each of which sends its next call when the last one has ended. */
public final class ClosedLoop {

    private final Supplier<? extends ListenableFuture<?>> call;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger callers = new AtomicInteger();
    private volatile boolean stopped;

    private ClosedLoop(Supplier<? extends ListenableFuture<?>> call) {
        this.call = call;
    }

    /** Answered calls per second. */
    public static double answersPerSecond(int callers, Duration duration, Supplier<? extends ListenableFuture<?>> call) {
        ClosedLoop loop = new ClosedLoop(call);
        loop.callers.set(callers);
        long start = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            loop.next();
        }
        rest(duration);
        int count = loop.answered.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        loop.stopped = true;
        while (loop.callers.get() > 0) {
            rest(Duration.ofMillis(1));
        }
        return count / seconds;
    }

    private void next() {
        if (stopped) {
            callers.decrementAndGet();
            return;
        }
        Futures.addCallback(
                call.get(),
                new FutureCallback<Object>() {
                    @Override
                    public void onSuccess(@Nullable Object answer) {
                        answered.incrementAndGet();
                        next();
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        next();
                    }
                },
                MoreExecutors.directExecutor());
    }

    private static void rest(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
