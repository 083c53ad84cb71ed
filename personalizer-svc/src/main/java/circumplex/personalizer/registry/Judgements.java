package circumplex.personalizer.registry;

import circumplex.model.folder.Model;
import circumplex.model.folder.StrictJson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How a model was judged: when it was published, and by every evaluation since. */
@Singleton
final class Judgements {

    private final ModelStore models;

    Judgements(ModelStore models) {
        this.models = models;
    }

    /** As it was published first, then the oldest first. */
    List<Judgement> of(String tenant, Model model) {
        List<String> trainedOn = trainedOn(model.provenance());
        List<Judgement> all = new ArrayList<>();
        Judgement.of(model.metrics(), trainedOn).ifPresent(all::add);
        for (String metrics : models.evaluations(tenant, model.id())) {
            Judgement.of(StrictJson.parse("metrics", metrics.getBytes(StandardCharsets.UTF_8)), trainedOn).ifPresent(all::add);
        }
        return all;
    }

    /** How the gain was judged wherever this model was. */
    List<Judgement> ofGain(String tenant, Model beside) {
        return beside(tenant, beside, Judgement.GAIN);
    }

    /** How the model was judged that {@code refitted} is made of, wherever that was; none if it is made of another one. */
    List<Judgement> ofBase(String tenant, Model refitted, String baseId) {
        JsonElement base = refitted.provenance().get("base");
        return base != null && base.isJsonPrimitive() && base.getAsString().equals(baseId)
                ? beside(tenant, refitted, Judgement.BASE)
                : List.of();
    }

    private List<Judgement> beside(String tenant, Model model, String predictor) {
        List<Judgement> all = new ArrayList<>();
        Judgement.ofBeside(model.metrics(), predictor).ifPresent(all::add);
        for (String metrics : models.evaluations(tenant, model.id())) {
            Judgement.ofBeside(StrictJson.parse("metrics", metrics.getBytes(StandardCharsets.UTF_8)), predictor).ifPresent(all::add);
        }
        return all;
    }

    private static List<String> trainedOn(JsonObject provenance) {
        List<String> digests = new ArrayList<>();
        for (JsonElement source : provenance.getAsJsonArray("data")) {
            digests.add(source.getAsJsonObject().get("sha256").getAsString());
        }
        return digests;
    }
}
