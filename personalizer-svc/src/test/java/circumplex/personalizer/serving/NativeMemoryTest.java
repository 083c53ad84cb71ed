package circumplex.personalizer.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.Annotated;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.RandomModels;
import circumplex.personalizer.calibration.training.LeakyTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine's memory does not grow with what is asked, however many ask. A million predictions: {@code ./circumplex bench personalizer}. */
final class NativeMemoryTest {

    private static final int CALLS = 400;
    private static final int CALLERS = 4;
    private static final int ROUNDS = 4;
    private static final long MAX_GROWTH_KIB = 48 << 10;

    private static Torch torch;
    private static Calibrator calibrator;

    @BeforeAll
    static void load() throws EngineUnavailable {
        torch = Torch.start();
        calibrator = new Calibrator(RandomModels.weights(List.of("toy"), 0, 2, 1), torch);
    }

    @AfterAll
    static void close() {
        calibrator.close();
        torch.close();
    }

    private static void ask() {
        List<double[][]> posts = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            posts.add(new double[1][19]);
        }
        calibrator.expect(posts, calibrator.state(List.of(new Annotated(posts.get(0), new double[19]))), new float[0]);
    }

    /** The heap and the callers' own memory reach their size in some round; a leak grows in every round. */
    private static void requireFlat(Runnable call) throws Exception {
        round(call);
        int arrays = torch.liveArrays();
        long growth = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS && growth >= MAX_GROWTH_KIB; i++) {
            long resident = residentKib();
            round(call);
            growth = residentKib() - resident;
        }
        assertThat(torch.liveArrays()).as("arrays").isEqualTo(arrays);
        assertThat(growth).as("least growth of the process in a round, in KiB").isLessThan(MAX_GROWTH_KIB);
    }

    private static void round(Runnable call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> done = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            done.add(callers.submit(() -> {
                for (int i = 0; i < CALLS / CALLERS; i++) {
                    call.run();
                }
            }));
        }
        for (Future<?> one : done) {
            one.get(60, TimeUnit.SECONDS);
        }
        callers.shutdown();
    }

    private static long residentKib() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void itIsFlat() throws Exception {
        requireFlat(NativeMemoryTest::ask);
    }

    @Test
    void aPlantedLeakIsFound() {
        try (LeakyTraining leak = new LeakyTraining(torch)) {
            assertThatThrownBy(() -> requireFlat(() -> {
                        ask();
                        leak.leak(1 << 16);
                    }))
                    .isInstanceOf(AssertionError.class);
        }
    }
}
