package circumplex.personalizer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.model.BadModel;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.model.folder.ModelShelf;
import circumplex.personalizer.calibration.RandomModels;
import circumplex.personalizer.v1.GetModelRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is not as it was published serves nobody, and what serves goes on. */
final class DamagedModelTest {

    @TempDir
    private static Path folder;

    private static Models models;
    private static String better;

    @BeforeAll
    static void start() {
        models = Models.start(folder);
        better = models.add(1, .34, .23);
    }

    @AfterAll
    static void stop() {
        models.close();
    }

    /** In every file, whatever it is for: what a card says is part of what was judged. */
    @Test
    void aFlippedByteKeepsAModelOut() throws IOException {
        models.force(better);
        String damaged = models.add(5, .5, .5);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder.resolve("models").resolve(damaged))) {
            files = all.sorted().toList();
        }
        assertThat(files).extracting(file -> file.getFileName().toString()).contains("manifest.json", "MODEL_CARD.md", "weights.safetensors");
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            byte[] flipped = bytes.clone();
            flipped[bytes.length / 2] ^= 1;
            Files.write(file, flipped);

            String what = "a byte of " + file.getFileName();
            assertThat(Refused.by(() -> models.force(damaged)).reason()).as(what).isEqualTo("MODEL_UNUSABLE");
            assertThat(models.answering()).as(what).isEqualTo(better);
            assertThat(models.pointer().getModelId()).as(what).isEqualTo(better);
            assertThat(Refused.by(() -> models.stub().getModel(GetModelRequest.newBuilder().setModelId(damaged).build())).reason())
                    .as(what)
                    .isEqualTo("MODEL_UNUSABLE");
            Files.write(file, bytes);
        }
        assertThat(models.stub().getModel(GetModelRequest.newBuilder().setModelId(damaged).build()).getModel().getModelId())
                .as("as it was")
                .isEqualTo(damaged);
    }

    @Test
    void aModelWhoseFilesCannotBeReadStaysOut() throws IOException {
        models.force(better);
        String unreadable = models.add(10, .5, .5);
        Path weights = folder.resolve("models").resolve(unreadable).resolve("weights.safetensors");
        Files.delete(weights);
        Files.createDirectory(weights);

        assertThat(Refused.by(() -> models.force(unreadable)).summary())
                .contains("MODEL_UNUSABLE")
                .doesNotContain(folder.toString());
        assertThat(models.answering()).isEqualTo(better);
        assertThat(Refused.by(() -> models.stub().getModel(GetModelRequest.newBuilder().setModelId(unreadable).build())).reason())
                .isEqualTo("MODEL_UNUSABLE");
    }

    @Test
    void aModelWithoutItsCardIsNotTakenIn() throws EngineUnavailable, IOException {
        ModelShelf staging = new ModelShelf(folder.resolve("incomplete"));
        String id;
        try (Torch torch = Torch.start()) {
            id = staging.publish(RandomModels.draft(torch, RandomModels.weights(List.of("toy"), 0, 1, 6)));
        }
        Files.delete(staging.folder().resolve(id).resolve("MODEL_CARD.md"));

        assertThatThrownBy(() -> models.bean(Registry.class).adopt("default", staging, id, Models.DATASET, "", false))
                .isInstanceOf(BadModel.class)
                .hasMessageContaining("missing");
        assertThat(folder.resolve("models").resolve(id)).doesNotExist();
        assertThat(Refused.by(() -> models.stub().getModel(GetModelRequest.newBuilder().setModelId(id).build())).reason())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void aStartingModelThatCannotBeLoadedLeavesTheEarlierOneWhereItIs(@TempDir Path own, @TempDir Path other) throws IOException {
        String url = Engine.H2.freshUrl();
        String starting;
        String first;
        try (RunningService before = RunningService.start("personalizer-svc", Models.settings(url, own))) {
            Models there = new Models(before, own);
            starting = there.add(11);
            first = there.add(12);
        }
        Models.copy(own.resolve("models").resolve(starting), other.resolve(starting));
        Map<String, Object> settings = new HashMap<>(Models.settings(url, own));
        settings.put("circumplex.calibrator.folder", other.resolve(starting).toString());
        try (RunningService fresh = RunningService.start("personalizer-svc", settings)) {
            Models there = new Models(fresh, own);
            there.force(first);
            Path card = other.resolve(starting).resolve("MODEL_CARD.md");
            byte[] words = Files.readAllBytes(card);
            Files.delete(card);
            String etag = there.pointer().getEtag();

            assertThat(there.rollBack().getModelId()).isEmpty();
            assertThat(there.answering()).isEqualTo(first);
            assertThat(there.pointer().getServedHere()).isFalse();
            assertThat(fresh.bean(Production.class).shared().serves(etag)).as("what is not loaded has not been moved to").isTrue();
            Files.write(card, words);
            there.force(first);
            there.rollBack();
            assertThat(there.answering()).isEqualTo(starting);
            assertThat(there.pointer().getServedHere()).isTrue();
        }
    }
}
