package circumplex.personalizer.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.config.DataFolder;
import circumplex.model.BadModel;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.model.folder.Model;
import circumplex.model.folder.ModelShelf;
import circumplex.personalizer.calibration.Annotated;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.ExpectedRatings;
import circumplex.personalizer.calibration.RandomModels;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelInUseTest {

    private static final int SWAPS = 12;
    private static final int CALLERS = 4;
    private static final ServingSettings SETTINGS = new ServingSettings("none", "pytorch", "none");
    private static final Alignments NO_ALIGNMENTS = new Alignments(SETTINGS, new DataFolder("none"));

    private static Torch torch;
    private static Model first;
    private static Model second;

    @BeforeAll
    static void make() throws EngineUnavailable {
        torch = Torch.start();
        first = RandomModels.model(torch, RandomModels.weights(List.of("toy"), 3, 2, 1));
        second = RandomModels.model(torch, RandomModels.weights(List.of("toy"), 3, 2, 2));
    }

    @AfterAll
    static void nothingStaysBehind() {
        assertThat(torch.liveArrays()).isZero();
        torch.close();
    }

    private static ServedModel served(Model model) {
        return ServedModel.of(model, new Calibrator(CalibratorFolder.weights(model), torch), NO_ALIGNMENTS);
    }

    private static double[] ask(ServedModel model) {
        double[][] post = {new double[model.set().size()]};
        Arrays.setAll(post[0], v -> v % 3);
        double[] ratings = new double[model.set().size()];
        ratings[4] = 6;
        List<ExpectedRatings> answer = model.expect(
                List.<double[][]>of(post), model.state(List.of(new Annotated(post, ratings))), new float[0]);
        return answer.get(0).mean();
    }

    @Test
    void aReplacedModelAnswersThoseWhoHoldItAndIsThenClosed() {
        ModelInUse inUse = new ModelInUse();
        assertThat(inUse.lease()).isEmpty();
        inUse.replace(served(first));
        ModelInUse.Lease held = inUse.lease().orElseThrow();
        double[] before = ask(held.model());
        inUse.replace(served(second));
        assertThat(ask(held.model())).containsExactly(before);
        try (ModelInUse.Lease now = inUse.lease().orElseThrow()) {
            assertThat(now.model().id()).isEqualTo(second.id());
            assertThat(ask(now.model())).isNotEqualTo(before);
        }
        held.close();
        held.close();
        assertThatThrownBy(() -> ask(held.model())).isInstanceOf(IllegalStateException.class);
        try (ModelInUse.Lease now = inUse.lease().orElseThrow()) {
            ask(now.model());
            inUse.close();
            ask(now.model());
        }
        assertThat(inUse.lease()).isEmpty();
    }

    @Test
    void nobodyIsAnsweredByAClosedModelHoweverManySwapsThereAre() throws Exception {
        ModelInUse inUse = new ModelInUse();
        inUse.replace(served(first));
        Map<String, double[]> right = new ConcurrentHashMap<>();
        try (ModelInUse.Lease lease = inUse.lease().orElseThrow(); ServedModel other = served(second)) {
            right.put(first.id(), ask(lease.model()));
            right.put(second.id(), ask(other));
        }
        AtomicInteger swaps = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<Integer>> answered = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            answered.add(callers.submit(() -> {
                int answers = 0;
                while (swaps.get() < SWAPS) {
                    try (ModelInUse.Lease lease = inUse.lease().orElseThrow()) {
                        assertThat(ask(lease.model())).containsExactly(right.get(lease.model().id()));
                        answers++;
                    }
                }
                return answers;
            }));
        }
        while (swaps.get() < SWAPS) {
            inUse.replace(served(swaps.get() % 2 == 0 ? second : first));
            swaps.incrementAndGet();
        }
        int answers = 0;
        for (Future<Integer> caller : answered) {
            answers += caller.get(60, TimeUnit.SECONDS);
        }
        callers.shutdown();
        assertThat(answers).isGreaterThan(SWAPS);
        inUse.close();
    }

    @Test
    void aModelThatAnswersOtherwiseThanItDidIsRefused(@TempDir Path folder) throws IOException, EngineUnavailable {
        Model forged = RandomModels.withAnswersOf(
                torch, RandomModels.weights(List.of("toy"), 0, 1, 3), RandomModels.weights(List.of("toy"), 0, 1, 4));
        assertThatThrownBy(() -> served(forged)).isInstanceOf(BadModel.class).hasMessageContaining("does not answer");
        assertThat(torch.liveArrays()).isZero();
        String id = new ModelShelf(folder).publish(RandomModels.draft(torch, RandomModels.weights(List.of("toy"), 0, 1, 3)));
        Path weights = folder.resolve(id).resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);
        try (ServedModels models = new ServedModels(NO_ALIGNMENTS, SETTINGS)) {
            assertThatThrownBy(() -> models.load(folder.resolve(id))).isInstanceOf(BadModel.class);
        }
    }
}
