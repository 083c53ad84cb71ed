package circumplex.model.folder;

import circumplex.model.BadModel;
import circumplex.model.tensor.Safetensors;
import circumplex.model.tensor.Tensors;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model that is complete and not yet published. Equal content has the equal id: leave times and machines out of it, or training twice
 * makes two models.
 */
public final class ModelDraft {

    private final Manifest manifest;
    private final Map<String, byte[]> files;

    private ModelDraft(Manifest manifest, Map<String, byte[]> files) {
        this.manifest = manifest;
        this.files = files;
    }

    /**
     * @param kind what may load it, such as {@code embedded-scorer}; small letters, digits and hyphens
     * @param spec architecture and everything else that serving needs
     * @param provenance at least {@code command}, {@code seeds} and {@code data}, a list of objects with {@code name}, {@code sha256}
     *     and {@code licence}
     * @param metrics at least the objects {@code model} and {@code baselines}
     * @param card Markdown with the headings "Intended use", "Data", "Measured" and "Limits" of the second level
     * @throws BadModel naming what is missing or not finite
     */
    public static ModelDraft of(
            String kind, Tensors weights, JsonObject spec, JsonObject provenance, JsonObject metrics, String card) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(Content.WEIGHTS, Safetensors.write(weights));
        files.put(Content.SPEC, StrictJson.bytes(Content.SPEC, spec));
        files.put(Content.PROVENANCE, StrictJson.bytes(Content.PROVENANCE, provenance));
        files.put(Content.METRICS, StrictJson.bytes(Content.METRICS, metrics));
        files.put(Content.CARD, card.getBytes(StandardCharsets.UTF_8));
        return of(kind, files);
    }

    /** The same with one more file, which the service that loads it knows how to read. */
    public ModelDraft with(String name, byte[] file) {
        Map<String, byte[]> more = new TreeMap<>(files);
        if (more.put(name, file.clone()) != null) {
            throw new BadModel("a model has two files of one name");
        }
        return of(manifest.kind(), more);
    }

    private static ModelDraft of(String kind, Map<String, byte[]> files) {
        Manifest manifest = Manifest.of(kind, files);
        ModelDraft draft = new ModelDraft(manifest, files);
        Content.check(draft.id(), kind, files);
        return draft;
    }

    /** The name of its folder: the SHA-256 of its manifest. */
    public String id() {
        return Sha256.hex(manifest.bytes());
    }

    /** What loading it will give. */
    public Model model() {
        return Content.check(id(), manifest.kind(), files);
    }

    /** All files, the manifest among them. */
    Map<String, byte[]> files() {
        Map<String, byte[]> all = new TreeMap<>(files);
        all.put(Manifest.NAME, manifest.bytes());
        return all;
    }
}
