package circumplex.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import circumplex.model.BadModel;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelShelfTest {

    @TempDir
    private Path folder;

    private ModelShelf shelf;

    @BeforeEach
    void shelf() {
        shelf = new ModelShelf(folder.resolve("models"));
    }

    @Test
    void loadsWhatWasPublished() {
        String id = shelf.publish(Drafts.complete().with("extra.txt", new byte[] {1}));

        Model model = shelf.load(id);

        assertThat(model.id()).isEqualTo(id);
        assertThat(model.kind()).isEqualTo("test-model");
        assertThat(model.weights()).isEqualTo(Drafts.WEIGHTS);
        assertThat(model.spec().get("inputs").getAsInt()).isEqualTo(3);
        assertThat(model.metrics().getAsJsonObject("model").get("auc").getAsDouble()).isEqualTo(0.75);
        assertThat(model.file("extra.txt")).containsExactly(1);
        assertThat(shelf.ids()).containsExactly(id);
    }

    @Test
    void equalContentHasTheEqualNameAndIsThereOnce() {
        String first = shelf.publish(Drafts.complete());
        String second = shelf.publish(Drafts.complete());

        assertThat(second).isEqualTo(first);
        assertThat(entries()).containsExactly(first);
    }

    @Test
    void aFlippedBitInAnyByteOfAnyFileIsNoticed() throws IOException {
        String id = shelf.publish(Drafts.complete());
        for (Path file : files(id)) {
            byte[] content = Files.readAllBytes(file);
            for (int at = 0; at < content.length; at++) {
                byte[] flipped = content.clone();
                flipped[at] ^= (byte) (1 << at % 8);
                Files.write(file, flipped);
                assertThatExceptionOfType(BadModel.class)
                        .as("byte %d of %s", at, file.getFileName())
                        .isThrownBy(() -> shelf.load(id));
            }
            Files.write(file, content);
        }
        assertThat(shelf.load(id).id()).isEqualTo(id);
    }

    @Test
    void filesThatAreLongerShorterMissingOrTooManyAreNoticed() throws IOException {
        String id = shelf.publish(Drafts.complete());
        for (Path file : files(id)) {
            byte[] content = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(content, content.length + 1));
            refused(id);
            Files.write(file, Arrays.copyOf(content, content.length - 1));
            refused(id);
            Files.delete(file);
            refused(id);
            Files.write(file, content);
        }
        Files.write(shelf.folder().resolve(id).resolve("more.bin"), new byte[1]);
        refused(id);
    }

    @Test
    void aLinkIsNoFileOfAModel() throws IOException {
        String id = shelf.publish(Drafts.complete());
        Path weights = shelf.folder().resolve(id).resolve("weights.safetensors");
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(weights, elsewhere);
        Files.createSymbolicLink(weights, elsewhere);

        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> shelf.load(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../models", "0", "/etc"})
    void anIdIsNoPath(String id) {
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> shelf.load(id));
    }

    @Test
    void whatACrashLeftBehindIsNotThere() throws IOException {
        Path unfinished = Files.createDirectories(shelf.folder().resolve(".unfinished-1"));
        Files.write(unfinished.resolve("weights.safetensors"), new byte[1]);

        assertThat(shelf.ids()).isEmpty();
        String id = shelf.publish(Drafts.complete());
        assertThat(shelf.ids()).containsExactly(id);
    }

    @Test
    void aModelThatCannotBeWrittenLeavesNothing() throws IOException {
        ModelDraft draft = Drafts.complete();
        Path inTheWay = Files.createDirectories(shelf.folder());
        Files.write(inTheWay.resolve(draft.id()), new byte[1]);

        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> shelf.publish(draft));
        assertThat(entries()).containsExactly(draft.id());
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new ModelShelf(inTheWay.resolve(draft.id())).publish(draft));
    }

    @Test
    void aModelThatDoesNotShipIsRefused() {
        assertThatExceptionOfType(BadModel.class)
                .isThrownBy(() -> ModelShelf.loadShipped(ModelShelfTest.class, "/absent", "0".repeat(64)));
    }

    @Test
    void refusesWhatSaysTooLittleOfItself() {
        for (String name : List.of("command", "seeds", "data")) {
            JsonObject provenance = Drafts.provenance();
            provenance.remove(name);
            refused(provenance, Drafts.metrics(), Drafts.CARD);
        }
        for (String data : List.of("[]", "{}", "[1]", "[{'name': 'x', 'sha256': 'y'}]", "[{'name': 'x', 'sha256': 'y', 'licence': ' '}]")) {
            refused(Drafts.json("{'command': 'train', 'seeds': [1], 'data': " + data + "}"), Drafts.metrics(), Drafts.CARD);
        }
        for (String metrics : List.of("{}", "{'model': {}, 'baselines': {'a': 1}}", "{'model': {'a': 1}}", "{'model': {'a': 1}, 'baselines': {}}")) {
            refused(Drafts.provenance(), Drafts.json(metrics), Drafts.CARD);
        }
        for (String heading : List.of("Intended use", "Data", "Measured", "Limits")) {
            refused(Drafts.provenance(), Drafts.metrics(), Drafts.CARD.replace("## " + heading, heading));
        }
        refused(Drafts.provenance(), Drafts.metrics(), "");
    }

    @Test
    void refusesFiguresThatAreNotFinite() {
        JsonObject metrics = Drafts.metrics();
        metrics.getAsJsonObject("model").addProperty("auc", Double.NaN);

        refused(Drafts.provenance(), metrics, Drafts.CARD);
    }

    @Test
    void aModelOfAnotherKindIsNotTaken() {
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> Drafts.complete().model().requireKind("other"));
        assertThat(Drafts.complete().model().requireKind("test-model").kind()).isEqualTo("test-model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "spec.json", "../x", ".x", "a/b", "", "ü"})
    void refusesNamesThatAreTakenOrNone(String name) {
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> Drafts.complete().with(name, new byte[1]));
    }

    private void refused(String id) {
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> shelf.load(id));
    }

    private static void refused(JsonObject provenance, JsonObject metrics, String card) {
        assertThatExceptionOfType(BadModel.class)
                .isThrownBy(() -> ModelDraft.of("test-model", Drafts.WEIGHTS, Drafts.spec(), provenance, metrics, card));
    }

    private List<Path> files(String id) throws IOException {
        try (Stream<Path> files = Files.list(shelf.folder().resolve(id))) {
            return files.sorted().toList();
        }
    }

    private List<String> entries() {
        try (Stream<Path> entries = Files.list(shelf.folder())) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
