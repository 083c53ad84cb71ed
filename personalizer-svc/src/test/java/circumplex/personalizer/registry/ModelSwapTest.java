package circumplex.personalizer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models change while calls are under way, and no call fails. At a rate and with its price: {@code ./circumplex bench model-swap}. */
final class ModelSwapTest {

    private static final int SWAPS = 8;

    @Test
    void noCallFailsWhileModelsChange(@TempDir Path folder) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try (RunningService service = RunningService.start("personalizer-svc", Models.settings(Engine.H2.freshUrl(), folder))) {
            Models models = new Models(service, folder);
            List<String> ids = List.of(models.add(1), models.add(2));
            AtomicBoolean done = new AtomicBoolean();
            AtomicInteger answered = new AtomicInteger();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                running.add(callers.submit(() -> {
                    var stub = PersonalizerServiceGrpc.newBlockingStub(service.channel());
                    while (!done.get()) {
                        assertThat(stub.withDeadlineAfter(30, TimeUnit.SECONDS).personalizeScores(Models.personalizing()).getPostsCount()).isEqualTo(3);
                        answered.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (int swap = 0; swap < SWAPS; swap++) {
                String id = ids.get(swap % 2);
                int before = answered.get();
                models.force(id);
                assertThat(models.answering()).isEqualTo(id);
                while (answered.get() == before && running.stream().noneMatch(Future::isDone)) {
                    Thread.onSpinWait();
                }
            }
            done.set(true);
            for (Future<?> caller : running) {
                caller.get();
            }
            assertThat(answered.get()).isGreaterThanOrEqualTo(SWAPS);
        } finally {
            callers.shutdownNow();
        }
    }
}
