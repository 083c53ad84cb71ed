package circumplex.personalizer.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.RunningService;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.model.folder.Model;
import circumplex.personalizer.Samples;
import circumplex.personalizer.calibration.RandomModels;
import circumplex.personalizer.serving.ServedModels;
import circumplex.values.ScoreVector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ShadowTest {

    private static Model candidate;

    @BeforeAll
    static void make() throws EngineUnavailable {
        try (Torch torch = Torch.start()) {
            candidate = RandomModels.model(torch, RandomModels.weights(List.of(Samples.SCORER), 0, 2, 1));
        }
    }

    @Test
    void aCallThatRunsOutOfMemoryIsLeftOutAndTheNextIsCompared() throws EngineUnavailable {
        List<Optional<ScoreVector>> means = List.of(Optional.of(Samples.randomScores(new Random(1))), Optional.empty());
        try (RunningService service = service()) {
            Shadow shadow = new Shadow();
            shadow.begin(service.bean(ServedModels.class).load(candidate), 1);
            shadow.offer(new Comparison(
                    Samples.SET,
                    model -> {
                        throw new OutOfMemoryError("a test");
                    },
                    means));
            shadow.offer(new Comparison(Samples.SET, model -> Optional.empty(), means));
            shadow.offer(new Comparison(Samples.SET, model -> Optional.of(means), means));

            Eventually.holds("the last is compared", () -> summary(shadow, candidate).feeds() == 1);
            assertThat(summary(shadow, candidate).skipped()).as("one failed, one could not be read").isEqualTo(2);
            assertThat(summary(shadow, candidate).posts()).isEqualTo(1);
            assertThat(summary(shadow, candidate).values()).allSatisfy(value -> assertThat(value.distance()).isZero());
            shadow.close();
        }
    }

    /** One after the other they would take as many times as long as there are tenants. */
    @Test
    void candidatesOfAllTenantsEndTogetherThoughNoneOfThemIsDone() throws Exception {
        int tenants = 40;
        long bound = 300;
        CountDownLatch busy = new CountDownLatch(tenants);
        CountDownLatch done = new CountDownLatch(1);
        List<Optional<ScoreVector>> means = List.of(Optional.of(Samples.randomScores(new Random(1))));
        try (RunningService service = service()) {
            Shadows shadows = new Shadows();
            for (int tenant = 0; tenant < tenants; tenant++) {
                Shadow shadow = shadows.of("tenant " + tenant);
                shadow.begin(service.bean(ServedModels.class).load(candidate), 1);
                shadow.offer(new Comparison(
                        Samples.SET,
                        model -> {
                            busy.countDown();
                            try {
                                done.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return Optional.of(means);
                        },
                        means));
            }
            assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();

            long began = System.nanoTime();
            shadows.close(bound);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isBetween(bound - 1, tenants * bound / 2);
            shadows.of("tenant 0").begin(service.bean(ServedModels.class).load(candidate), 1);
            for (int tenant = 0; tenant < tenants; tenant++) {
                assertThat(shadows.of("tenant " + tenant).wanted()).isFalse();
            }
            done.countDown();
            shadows.close(TimeUnit.SECONDS.toMillis(30));
        }
    }

    private static RunningService service() {
        return RunningService.start(
                "personalizer-svc",
                Map.of("datasources.default.url", Engine.H2.freshUrl(), "circumplex.calibrator.folder", "none"));
    }

    private static ShadowSummary summary(Shadow shadow, Model candidate) {
        return shadow.summary(candidate.id()).orElseThrow();
    }
}
