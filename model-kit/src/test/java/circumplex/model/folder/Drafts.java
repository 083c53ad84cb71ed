package circumplex.model.folder;

import circumplex.model.tensor.Tensor;
import circumplex.model.tensor.Tensors;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;

/** A small model that has everything. */
final class Drafts {

    static final Tensors WEIGHTS = Tensors.of(Map.of("w", Tensor.of(new float[] {1, 2, 3}, 3)));
    static final String CARD = "# A model\n\n## Intended use\n\n## Data\n\n## Measured\n\n## Limits\n";

    private Drafts() {}

    static ModelDraft complete() {
        return ModelDraft.of("test-model", WEIGHTS, spec(), provenance(), metrics(), CARD);
    }

    static JsonObject spec() {
        return json("{'inputs': 3}");
    }

    static JsonObject provenance() {
        return json("{'command': 'train', 'seeds': [1], 'data': [{'name': 'made up', 'sha256': '00', 'licence': 'none'}]}");
    }

    static JsonObject metrics() {
        return json("{'model': {'auc': 0.75}, 'baselines': {'chance': {'auc': 0.5}}}");
    }

    static JsonObject json(String lenient) {
        return JsonParser.parseString(lenient.replace('\'', '"')).getAsJsonObject();
    }
}
