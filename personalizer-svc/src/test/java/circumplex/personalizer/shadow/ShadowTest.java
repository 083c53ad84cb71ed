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
import org.junit.jupiter.api.Test;

final class ShadowTest {

    @Test
    void aCallThatRunsOutOfMemoryIsLeftOutAndTheNextIsCompared() throws EngineUnavailable, InterruptedException {
        Model candidate;
        try (Torch torch = Torch.start()) {
            candidate = RandomModels.model(torch, RandomModels.weights(List.of(Samples.SCORER), 0, 2, 1));
        }
        List<Optional<ScoreVector>> means = List.of(Optional.of(Samples.randomScores(new Random(1))), Optional.empty());
        try (RunningService service = RunningService.start(
                "personalizer-svc",
                Map.of("datasources.default.url", Engine.H2.freshUrl(), "circumplex.calibrator.folder", "none"))) {
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

    private static ShadowSummary summary(Shadow shadow, Model candidate) {
        return shadow.summary(candidate.id()).orElseThrow();
    }
}
