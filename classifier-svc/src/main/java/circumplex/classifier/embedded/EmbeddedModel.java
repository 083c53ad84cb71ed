package circumplex.classifier.embedded;

import circumplex.classifier.text.TextNormaliser;
import circumplex.model.BadModel;
import circumplex.model.folder.Model;
import circumplex.model.folder.ModelShelf;
import circumplex.values.ValueSet;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A model folder of ours, understood: everything that scoring needs, and nothing that is native. */
public record EmbeddedModel(String id, ValueSet set, RowTable rows, ScoringNetwork.Weights network, ValueMap map) {

    public static final String KIND = "embedded-scorer";

    static final int MAX_BITS = 20;
    static final int MAX_COLUMNS = 256;
    static final int MAX_HIDDEN = 1_024;

    /** Where models ship, beside a file {@code SET.model} that names the one in use. */
    private static final String SHIPPED = "/circumplex/classifier/embedded";

    /** The one that ships for {@code set}; empty if none does. */
    static Optional<EmbeddedModel> shipped(ValueSet set) {
        try (InputStream pointer = EmbeddedModel.class.getResourceAsStream(SHIPPED + "/" + set.id() + ".model")) {
            if (pointer == null) {
                return Optional.empty();
            }
            String id = new String(pointer.readNBytes(128), StandardCharsets.US_ASCII).strip();
            return Optional.of(of(ModelShelf.loadShipped(EmbeddedModel.class, SHIPPED, id), set));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws BadModel if it is a model of something else, or for other code than this */
    public static EmbeddedModel of(Model model, ValueSet set) {
        JsonObject spec = model.requireKind(KIND).spec();
        require(spec, "features", Bag.VERSION);
        require(spec, "normaliser", TextNormaliser.VERSION);
        require(spec, "value_set", set.toString());
        require(spec, "value_set_sha256", set.sha256());
        int bits = whole(spec, "bits", MAX_BITS);
        int columns = whole(spec, "columns", MAX_COLUMNS);
        return new EmbeddedModel(
                model.id(),
                set,
                RowTable.of(model.weights(), bits, columns),
                ScoringNetwork.Weights.of(model.weights(), columns, whole(spec, "hidden", MAX_HIDDEN), set.size()),
                ValueMap.of(model.weights(), set.size()));
    }

    /** What {@link #of} will ask for. */
    public static JsonObject spec(ValueSet set, int bits, int columns, int hidden) {
        JsonObject spec = new JsonObject();
        spec.addProperty("features", Bag.VERSION);
        spec.addProperty("normaliser", TextNormaliser.VERSION);
        spec.addProperty("value_set", set.toString());
        spec.addProperty("value_set_sha256", set.sha256());
        spec.addProperty("bits", bits);
        spec.addProperty("columns", columns);
        spec.addProperty("hidden", hidden);
        return spec;
    }

    private static void require(JsonObject spec, String name, String wanted) {
        JsonElement found = spec.get(name);
        if (found == null || !found.isJsonPrimitive() || !found.getAsString().equals(wanted)) {
            throw new BadModel("the model is for another \"" + name + "\" than this code has");
        }
    }

    private static int whole(JsonObject spec, String name, int max) {
        JsonElement found = spec.get(name);
        if (found == null || !found.isJsonPrimitive() || !found.getAsString().matches("[1-9][0-9]{0,5}")
                || found.getAsInt() > max) {
            throw new BadModel("\"" + name + "\" of the model must be a whole number from 1 to " + max);
        }
        return found.getAsInt();
    }
}
