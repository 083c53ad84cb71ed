package circumplex.personalizer.calibration.folder;

import circumplex.model.BadModel;
import circumplex.model.folder.Model;
import circumplex.model.folder.ModelDraft;
import circumplex.model.tensor.Dtype;
import circumplex.model.tensor.Tensor;
import circumplex.model.tensor.Tensors;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.map.Features;
import circumplex.personalizer.calibration.map.LeaveOneOut;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A calibrator as a model folder: weights by the names of the network's parts, and a spec that names what they were made for. */
public final class CalibratorFolder {

    private static final String KIND = "calibrator";

    private CalibratorFolder() {}

    /**
     * A draft with the answers that whoever loads it will check.
     *
     * @throws BadModel if provenance, metrics or card lack a part
     */
    public static ModelDraft draft(Calibrator calibrator, JsonObject provenance, JsonObject metrics, String card) {
        return draft(calibrator.weights(), RecordedAnswers.record(calibrator), provenance, metrics, card);
    }

    public static ModelDraft draft(CalibratorWeights weights, byte[] recorded, JsonObject provenance, JsonObject metrics, String card) {
        return ModelDraft.of(KIND, tensors(weights), spec(weights), provenance, metrics, card).with(RecordedAnswers.FILE, recorded);
    }

    /** @throws BadModel if this is no calibrator, or one for another vocabulary or with features of another kind */
    public static CalibratorWeights weights(Model model) {
        model.requireKind(KIND);
        try {
            return read(model.spec(), model.weights());
        } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException | NullPointerException e) {
            throw new BadModel("the spec of the calibrator cannot be used: " + e.getMessage());
        }
    }

    private static CalibratorWeights read(JsonObject spec, Tensors tensors) {
        require(spec, "features", Features.VERSION);
        ValueSet set = ValueSets.all().find(spec.get("valueSet").getAsString()).orElseThrow(() -> new BadModel("unknown value set"));
        require(spec, "valueSetSha256", set.sha256());
        List<String> scorers = new ArrayList<>();
        for (JsonElement scorer : spec.getAsJsonArray("scorers")) {
            scorers.add(scorer.getAsString());
        }
        NetworkShape shape = new NetworkShape(
                set.size(), scorers.size(), spec.get("questions").getAsInt(), architecture(spec.get("architecture").getAsString()));
        if (shape.questions() > 0) {
            require(spec, "questionnaire", CalibratorWeights.QUESTIONNAIRE);
        }
        int nets = spec.get("nets").getAsInt();
        if (nets < 1 || nets > 8) {
            throw new BadModel("a calibrator has 1 to 8 networks");
        }
        List<float[]> parameters = new ArrayList<>();
        for (int net = 0; net < nets; net++) {
            parameters.add(parameters(tensors, shape.ofMember(net, nets), net));
        }
        int values = set.size();
        return new CalibratorWeights(
                set,
                scorers,
                shape,
                floats(tensors, "features.means", shape.inputs()),
                floats(tensors, "features.scales", shape.inputs()),
                floats(tensors, "levels.scales", values),
                shape.questions() == 0 ? new float[0] : floats(tensors, "answers.means", shape.questions()),
                shape.questions() == 0 ? new float[0] : floats(tensors, "answers.scales", shape.questions()),
                tensors.require("residuals.covariance", Dtype.F32, values, values).floats(),
                guarded(spec),
                parameters);
    }

    /** Calibrators that were made before there was a guard have none, and answer as they did. */
    private static boolean guarded(JsonObject spec) {
        if (spec.has("guard")) {
            require(spec, "guard", LeaveOneOut.VERSION);
        }
        return spec.has("guard");
    }

    private static NetworkShape.Architecture architecture(String id) {
        return Arrays.stream(NetworkShape.Architecture.values())
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BadModel("the calibrator was made for another architecture"));
    }

    private static void require(JsonObject spec, String name, String expected) {
        if (!expected.equals(spec.get(name).getAsString())) {
            throw new BadModel("the calibrator was made for another " + name);
        }
    }

    private static float[] parameters(Tensors tensors, NetworkShape shape, int net) {
        float[] parameters = new float[shape.parameters()];
        int at = 0;
        for (NetworkShape.Section section : shape.sections()) {
            float[] part = tensors.require("net" + net + "." + section.name(), Dtype.F32, section.rows(), section.columns())
                    .floats();
            System.arraycopy(part, 0, parameters, at, part.length);
            at += part.length;
        }
        return parameters;
    }

    private static float[] floats(Tensors tensors, String name, int size) {
        return tensors.require(name, Dtype.F32, size).floats();
    }

    private static Tensors tensors(CalibratorWeights weights) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        put(tensors, "features.means", weights.featureMeans());
        put(tensors, "features.scales", weights.featureScales());
        put(tensors, "levels.scales", weights.levelScales());
        if (weights.shape().questions() > 0) {
            put(tensors, "answers.means", weights.answerMeans());
            put(tensors, "answers.scales", weights.answerScales());
        }
        int values = weights.shape().values();
        tensors.put("residuals.covariance", Tensor.of(weights.residualCovariance(), values, values));
        for (int net = 0; net < weights.nets().size(); net++) {
            int at = 0;
            for (NetworkShape.Section section : weights.shape(net).sections()) {
                float[] part = Arrays.copyOfRange(weights.nets().get(net), at, at + section.size());
                tensors.put("net" + net + "." + section.name(), Tensor.of(part, section.rows(), section.columns()));
                at += section.size();
            }
        }
        return Tensors.of(tensors);
    }

    private static void put(Map<String, Tensor> tensors, String name, float[] numbers) {
        tensors.put(name, Tensor.of(numbers, numbers.length));
    }

    private static JsonObject spec(CalibratorWeights weights) {
        JsonObject spec = new JsonObject();
        spec.addProperty("architecture", weights.shape().architecture().id());
        spec.addProperty("features", Features.VERSION);
        spec.addProperty("valueSet", weights.set().id());
        spec.addProperty("valueSetSha256", weights.set().sha256());
        JsonArray scorers = new JsonArray();
        weights.scorers().forEach(scorers::add);
        spec.add("scorers", scorers);
        spec.addProperty("questions", weights.shape().questions());
        if (weights.shape().questions() > 0) {
            spec.addProperty("questionnaire", CalibratorWeights.QUESTIONNAIRE);
        }
        spec.addProperty("nets", weights.nets().size());
        if (weights.guarded()) {
            spec.addProperty("guard", LeaveOneOut.VERSION);
        }
        return spec;
    }
}
