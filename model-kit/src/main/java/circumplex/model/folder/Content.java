package circumplex.model.folder;

import circumplex.model.BadModel;
import circumplex.model.tensor.Safetensors;
import circumplex.model.tensor.Tensors;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What every model has to say of itself, checked alike before it is published and after it is read: a model without its data, its
 * figures or its card is none.
 */
final class Content {

    static final String WEIGHTS = "weights.safetensors";
    static final String SPEC = "spec.json";
    static final String PROVENANCE = "provenance.json";
    static final String METRICS = "metrics.json";
    static final String CARD = "MODEL_CARD.md";

    private static final List<String> CARD_PARTS = List.of("## Intended use", "## Data", "## Measured", "## Limits");

    private Content() {}

    /** @throws BadModel naming what is missing */
    static Model check(String id, String kind, Map<String, byte[]> files) {
        Tensors weights = Safetensors.read(required(WEIGHTS, files));
        JsonObject spec = StrictJson.parse(SPEC, required(SPEC, files));
        JsonObject provenance = StrictJson.parse(PROVENANCE, required(PROVENANCE, files));
        JsonObject metrics = StrictJson.parse(METRICS, required(METRICS, files));
        requireFilled(SPEC, spec);
        checkProvenance(provenance);
        checkMetrics(metrics);
        checkCard(new String(required(CARD, files), StandardCharsets.UTF_8));
        return new Model(id, kind, weights, spec, provenance, metrics, files);
    }

    /**
     * A model that was checked when it was built, and whose bytes are those that its manifest names: what serving does not need is parsed when
     * somebody asks for it, which a start has no time for.
     *
     * @throws BadModel if it lacks weights or spec
     */
    static Model shipped(String id, String kind, Map<String, byte[]> files) {
        required(PROVENANCE, files);
        required(METRICS, files);
        return new Model(
                id, kind, Safetensors.read(required(WEIGHTS, files)), StrictJson.parse(SPEC, required(SPEC, files)), null, null, files);
    }

    private static byte[] required(String name, Map<String, byte[]> files) {
        byte[] file = files.get(name);
        if (file == null || file.length == 0) {
            throw new BadModel("a model needs the file " + name);
        }
        return file;
    }

    private static void checkProvenance(JsonObject provenance) {
        requireText(PROVENANCE, provenance, "command");
        requireArray(PROVENANCE, provenance, "seeds");
        requireArray(PROVENANCE, provenance, "data");
        for (JsonElement source : provenance.getAsJsonArray("data")) {
            if (!source.isJsonObject()) {
                throw new BadModel(PROVENANCE + " needs an object for each source in \"data\"");
            }
            for (String name : List.of("name", "sha256", "licence")) {
                requireText(PROVENANCE, source.getAsJsonObject(), name);
            }
        }
    }

    /** Figures without those of something simpler beside them say nothing. */
    private static void checkMetrics(JsonObject metrics) {
        for (String name : List.of("model", "baselines")) {
            JsonElement figures = metrics.get(name);
            if (figures == null || !figures.isJsonObject()) {
                throw new BadModel(METRICS + " needs an object \"" + name + "\"");
            }
            requireFilled(METRICS, figures.getAsJsonObject());
        }
    }

    private static void checkCard(String card) {
        List<String> lines = card.lines().map(String::strip).toList();
        for (String part : CARD_PARTS) {
            if (!lines.contains(part)) {
                throw new BadModel(CARD + " needs the part \"" + part + "\"");
            }
        }
    }

    private static void requireFilled(String file, JsonObject object) {
        if (object.size() == 0) {
            throw new BadModel(file + " says nothing");
        }
    }

    private static void requireText(String file, JsonObject object, String name) {
        JsonElement text = object.get(name);
        if (text == null || !text.isJsonPrimitive() || text.getAsString().isBlank()) {
            throw new BadModel(file + " needs a text \"" + name + "\"");
        }
    }

    private static void requireArray(String file, JsonObject object, String name) {
        JsonElement array = object.get(name);
        if (array == null || !array.isJsonArray() || array.getAsJsonArray().isEmpty()) {
            throw new BadModel(file + " needs a list \"" + name + "\" that is not empty");
        }
    }
}
