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

    private static List<String> trainedOn(JsonObject provenance) {
        List<String> digests = new ArrayList<>();
        for (JsonElement source : provenance.getAsJsonArray("data")) {
            digests.add(source.getAsJsonObject().get("sha256").getAsString());
        }
        return digests;
    }
}
