package circumplex.kit.patience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import io.grpc.Context;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A caller waits as long as it can, and what it called is left alone. */
class BoundedCallsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final CountDownLatch release = new CountDownLatch(1);
    private final BoundedCalls calls = new BoundedCalls("test", 2, 2);

    @AfterEach
    void stop() {
        release.countDown();
        calls.close();
    }

    @Test
    void theAnswerAndTheFailureAreThoseOfTheWork() {
        assertThat(calls.call(LONG, () -> 7)).isEqualTo(7);
        assertThatThrownBy(() -> calls.call(LONG, () -> {
                    throw new IllegalArgumentException("as it is");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("as it is");
        assertThatThrownBy(() -> calls.call(LONG, () -> {
                    throw BoundedCallsTest.<RuntimeException>smuggled(new SQLException("checked"));
                }))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(SQLException.class);
    }

    @Test
    void theWorkIsDoneInTheContextOfItsCaller() {
        Context.Key<String> key = Context.key("test");
        Context.current().withValue(key, "here").run(() -> {
            String seen = calls.call(LONG, () -> key.get());
            assertThat(seen).isEqualTo("here");
        });
    }

    @Test
    void whatIsLateGoesOnAndIsNotInterrupted() {
        AtomicInteger done = new AtomicInteger();

        assertThatThrownBy(() -> calls.call(SHORT, () -> {
                    hang();
                    return done.incrementAndGet();
                }))
                .isInstanceOf(LateException.class);

        assertThat(done).hasValue(0);
        release.countDown();
        eventually(() -> done.get() == 1);
    }

    @Test
    void whatHasNotBegunWhenItsCallerLeavesNeverBegins() {
        AtomicInteger begun = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> busy = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                busy.add(pool.submit(() -> calls.call(LONG, () -> {
                    begun.incrementAndGet();
                    hang();
                    return 0;
                })));
            }
            eventually(() -> begun.get() == 2);

            assertThatThrownBy(() -> calls.call(SHORT, begun::incrementAndGet)).isInstanceOf(LateException.class);

            release.countDown();
            eventually(() -> busy.stream().allMatch(Future::isDone));
            assertThat(calls.call(LONG, begun::get)).isEqualTo(2);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whenAllThreadsAreStuckTheNextCallDoesNotEvenWait() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> calls.call(SHORT, this::hang)).isInstanceOf(LateException.class);
        }

        long before = System.nanoTime();
        assertThatThrownBy(() -> calls.call(LONG, () -> 1)).isInstanceOf(LateException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONG.dividedBy(2));

        release.countDown();
        eventually(() -> {
            try {
                return calls.call(LONG, () -> true);
            } catch (LateException e) {
                return false;
            }
        });
    }

    @Test
    void whoseClientIsGoneWaitsNoLonger() throws Exception {
        Context.CancellableContext context = Context.current().withCancellation();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread caller = new Thread(context.wrap(() -> {
            try {
                calls.call(LONG, this::hang);
            } catch (RuntimeException e) {
                thrown.complete(e);
            }
        }));
        caller.start();
        eventually(() -> caller.getState() == Thread.State.TIMED_WAITING);

        context.cancel(null);

        assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOfSatisfying(
                Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_CANCELLED));
    }

    @Test
    void oneLineForABurst() {
        long[] now = {Long.MIN_VALUE / 2};
        Burst burst = new Burst(Duration.ofNanos(10), () -> now[0]);

        assertThat(burst.begins()).isTrue();
        for (int i = 0; i < 5; i++) {
            now[0] += 9;
            assertThat(burst.begins()).isFalse();
        }
        now[0] += 10;
        assertThat(burst.begins()).isTrue();
    }

    private int hang() {
        try {
            release.await();
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError("was interrupted", e);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> E smuggled(Exception checked) throws E {
        throw (E) checked;
    }

    private static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("never came true").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
