package circumplex.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import circumplex.model.BadModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TorchTest {

    private static Torch torch;

    @BeforeAll
    static void start() throws EngineUnavailable {
        torch = Torch.start(2);
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @Test
    void computes() throws InterruptedException {
        float[] product = torch.call(arrays -> {
            NDArray a = arrays.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
            return a.matMul(a).toFloatArray();
        });

        assertThat(product).containsExactly(7, 10, 15, 22);
    }

    @Test
    void aCallLeavesNothingBehind() throws Exception {
        try (Torch.Arena arena = torch.newArena()) {
            NDArray weights = arena.arrays().ones(new Shape(64, 64));
            int before = torch.liveArrays();
            assertThat(before).isEqualTo(1);
            long residentBefore = 0;
            for (int call = 0; call < 3_000; call++) {
                torch.call(arrays -> {
                    NDArray input = arrays.ones(new Shape(500, 64));
                    return input.matMul(weights).add(1).sum().toFloatArray();
                });
                if (call == 500) {
                    residentBefore = residentKilobytes();
                }
            }
            assertThat(torch.liveArrays()).isEqualTo(before);
            // What 2,500 calls make is 960 MB.
            assertThat(residentKilobytes() - residentBefore).isLessThan(100_000);
        }
        assertThat(torch.liveArrays()).isZero();
    }

    @Test
    void aCallThatFailsLeavesNothingBehindAndGivesItsPlaceBack() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> torch.call(arrays -> {
                assertThat(arrays.ones(new Shape(2)).size()).isEqualTo(2);
                throw new IllegalStateException("on purpose");
            }));
            assertThatExceptionOfType(BadModel.class).isThrownBy(() -> torch.call(arrays -> arrays.ones(new Shape(2))));
        }

        int one = torch.call(arrays -> 1);
        assertThat(one).isEqualTo(1);
        assertThat(torch.liveArrays()).isZero();
    }

    @Test
    void noMoreCallsRunAtOnceThanMay() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                calls.add(threads.submit(() -> torch.call(arrays -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    both.countDown();
                    await(both);
                    running.decrementAndGet();
                    return 1;
                })));
            }
            for (Future<Integer> call : calls) {
                assertThat(call.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValue(2);
    }

    /** Weights that are freed under a call that reads them end the process without a word. */
    @Test
    void nothingIsFreedUnderACallThatIsRunning() throws Exception {
        Torch closing = Torch.start(2);
        Torch.Arena arena = closing.newArena();
        NDArray weights = arena.arrays().ones(new Shape(2, 2));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<float[]> call = threads.submit(() -> closing.call(arrays -> {
                running.countDown();
                await(goOn);
                return weights.add(1).toFloatArray();
            }));
            await(running);
            Future<?> closed = threads.submit(closing::close);
            // The one thing that a close under a call would not do: wait.
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> closed.get(300, TimeUnit.MILLISECONDS));
            goOn.countDown();

            assertThat(call.get()).containsExactly(2, 2, 2, 2);
            closed.get();
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> closing.call(arrays -> 1));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoWaitsForAPlaceCanBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> torch.call(arrays -> 1));
    }

    @Test
    void isBoundedByDefault() {
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
        assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
        assertThat(System.getProperty("ai.djl.pytorch.num_threads")).isEqualTo("1");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long residentKilobytes() throws java.io.IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
