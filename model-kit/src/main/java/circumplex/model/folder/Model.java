package circumplex.model.folder;

import circumplex.model.BadModel;
import circumplex.model.tensor.Tensors;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model that was read whole, every byte as its manifest says. */
public final class Model {

    private final String id;
    private final String kind;
    private final Tensors weights;
    private final JsonObject spec;
    private @Nullable JsonObject provenance;
    private @Nullable JsonObject metrics;
    private final Map<String, byte[]> files;

    /** @param provenance with {@code metrics} absent if they are to be parsed when somebody asks for them */
    Model(
            String id,
            String kind,
            Tensors weights,
            JsonObject spec,
            @Nullable JsonObject provenance,
            @Nullable JsonObject metrics,
            Map<String, byte[]> files) {
        this.id = id;
        this.kind = kind;
        this.weights = weights;
        this.spec = spec;
        this.provenance = provenance;
        this.metrics = metrics;
        this.files = Map.copyOf(files);
    }

    /** 64 hexadecimal digits; equal ids mean equal bytes. */
    public String id() {
        return id;
    }

    /** What may load it; the word of the one who published it. */
    public String kind() {
        return kind;
    }

    /** @throws BadModel if it is another kind: its weights must not be read as something that they are not */
    public Model requireKind(String wanted) {
        if (!kind.equals(wanted)) {
            throw new BadModel("a model of the kind '" + wanted + "' is wanted, this is one of another");
        }
        return this;
    }

    public Tensors weights() {
        return weights;
    }

    /** Architecture and everything else that serving needs; a copy. */
    public JsonObject spec() {
        return spec.deepCopy();
    }

    /** A copy. */
    public synchronized JsonObject provenance() {
        JsonObject parsed = provenance;
        if (parsed == null) {
            parsed = StrictJson.parse(Content.PROVENANCE, file(Content.PROVENANCE));
            provenance = parsed;
        }
        return parsed.deepCopy();
    }

    /** A copy. */
    public synchronized JsonObject metrics() {
        JsonObject parsed = metrics;
        if (parsed == null) {
            parsed = StrictJson.parse(Content.METRICS, file(Content.METRICS));
            metrics = parsed;
        }
        return parsed.deepCopy();
    }

    /** The names of all files but the manifest. */
    public Set<String> files() {
        return files.keySet();
    }

    /** @throws BadModel if there is no such file */
    public byte[] file(String name) {
        byte[] file = files.get(name);
        if (file == null) {
            throw new BadModel("this model has no file of the name that is wanted");
        }
        return file.clone();
    }

    @Override
    public String toString() {
        return kind + " " + id;
    }
}
