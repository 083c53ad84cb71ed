package circumplex.kit.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many calls wait for a core, from the counts of the system. */
class WaitingCallsTest {

    @TempDir
    private Path threads;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void theWaitingOfAllCallsSinceTheLastQuestionIsSharedOutOverTheTime() throws IOException {
        WaitingCalls waiting = new WaitingCalls(threads, nanos::get);
        thread(11, "call-1", 1_000);
        thread(12, "call-2", 500);
        thread(13, "grpc-nio-worker", 900_000);
        nanos.set(1_000);
        assertThat(waiting.getAsDouble()).isEqualTo(1.5);

        thread(11, "call-1", 3_000);
        nanos.set(3_000);
        assertThat(waiting.getAsDouble()).isEqualTo(1);
    }

    @Test
    void threadsThatHaveEndedTakeNothingBack() throws IOException {
        WaitingCalls waiting = new WaitingCalls(threads, nanos::get);
        Path ended = thread(11, "call-1", 1_000);
        nanos.set(1_000);
        waiting.getAsDouble();
        Files.delete(ended.resolve("schedstat"));
        thread(14, "call-3", 400);
        nanos.set(1_400);
        assertThat(waiting.getAsDouble()).isEqualTo(1);
    }

    @Test
    void aSystemWithoutCountsKeepsNobodyWaiting() {
        assertThat(new WaitingCalls(threads.resolve("none"), nanos::get).getAsDouble()).isZero();
    }

    /** The real count: one thread more than there are cores works, so one always waits. */
    @Test
    void linuxCountsThreadsThatAreKeptWaiting() throws InterruptedException {
        WaitingCalls waiting = new WaitingCalls(System::nanoTime);
        int cores = Runtime.getRuntime().availableProcessors();
        AtomicLong work = new AtomicLong();
        Thread[] calls = new Thread[3 * cores];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = new Thread(
                    () -> {
                        while (!Thread.currentThread().isInterrupted()) {
                            work.incrementAndGet();
                        }
                    },
                    CallThreads.NAME + i);
            calls[i].start();
        }
        try {
            double most = 0;
            for (long end = System.nanoTime() + 30_000_000_000L; most < 0.5 * cores && System.nanoTime() < end; ) {
                calls[0].join(100);
                most = Math.max(most, waiting.getAsDouble());
            }
            assertThat(most).isGreaterThanOrEqualTo(0.5 * cores).isLessThanOrEqualTo(3.0 * cores + 0.5);
        } finally {
            for (Thread call : calls) {
                call.interrupt();
                call.join();
            }
        }
    }

    private Path thread(int number, String name, long waitedNanos) throws IOException {
        Path folder = Files.createDirectories(threads.resolve(Integer.toString(number)));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(folder.resolve("schedstat"), "123456 " + waitedNanos + " 7\n");
        return folder;
    }
}
