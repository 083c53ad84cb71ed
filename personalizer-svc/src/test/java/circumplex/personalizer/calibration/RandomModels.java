package circumplex.personalizer.calibration;

import circumplex.model.engine.Torch;
import circumplex.model.folder.Model;
import circumplex.model.folder.ModelDraft;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import circumplex.personalizer.calibration.folder.RecordedAnswers;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Calibrators that nobody trained: their numbers are drawn. They know nothing, but compute all that a trained one does. */
public final class RandomModels {

    private static final String CARD = "## Intended use\n\nx\n\n## Data\n\nx\n\n## Measured\n\nx\n\n## Limits\n\nx\n";

    private RandomModels() {}

    public static CalibratorWeights weights(List<String> scorers, int questions, int nets, long seed) {
        ValueSet set = ValueSets.all().defaultSet();
        NetworkShape shape = new NetworkShape(set.size(), scorers.size(), questions);
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> parameters = new ArrayList<>();
        for (int net = 0; net < nets; net++) {
            parameters.add(net(shape, random));
        }
        float[] covariance = new float[set.size() * set.size()];
        for (int pair = 0; pair < covariance.length; pair++) {
            covariance[pair] = pair / set.size() == pair % set.size() ? 1.2f : 0.3f;
        }
        return new CalibratorWeights(
                set,
                scorers,
                shape,
                filled(shape.inputs(), 0.2f),
                filled(shape.inputs(), 0.8f),
                filled(set.size(), 1.1f),
                filled(questions, 3),
                filled(questions, 1.5f),
                covariance,
                true,
                parameters);
    }

    public static Model model(Torch torch, CalibratorWeights weights) {
        return draft(torch, weights).model();
    }

    public static ModelDraft draft(Torch torch, CalibratorWeights weights) {
        try (Calibrator calibrator = new Calibrator(weights, torch)) {
            return CalibratorFolder.draft(calibrator, provenance(), metrics(), CARD);
        }
    }

    /** A model whose recorded answers are another one's. */
    public static Model withAnswersOf(Torch torch, CalibratorWeights weights, CalibratorWeights other) {
        try (Calibrator calibrator = new Calibrator(other, torch)) {
            return CalibratorFolder.draft(weights, RecordedAnswers.record(calibrator), provenance(), metrics(), CARD).model();
        }
    }

    private static float[] net(NetworkShape shape, SplittableRandom random) {
        float[] net = new float[shape.parameters()];
        for (int i = 0; i < net.length; i++) {
            net[i] = (float) (0.15 * random.nextGaussian());
        }
        int thresholds = shape.offset("ordinal.thresholds");
        for (int i = 0; i < shape.values() * NetworkShape.THRESHOLDS; i++) {
            net[thresholds + i] = 1 + 0.5f * (i % NetworkShape.THRESHOLDS);
        }
        Arrays.fill(net, shape.offset("direct.gain"), shape.offset("direct.gain") + shape.outputs(), 1);
        net[shape.offset("shrinkage.log")] = (float) Math.log(5);
        net[shape.offset("shrinkage.log") + 1] = (float) Math.log(10);
        return net;
    }

    private static float[] filled(int size, float number) {
        float[] filled = new float[size];
        Arrays.fill(filled, number);
        return filled;
    }

    private static JsonObject provenance() {
        JsonObject source = new JsonObject();
        source.addProperty("name", "toy");
        source.addProperty("sha256", "0".repeat(64));
        source.addProperty("licence", "none");
        JsonArray data = new JsonArray();
        data.add(source);
        JsonArray seeds = new JsonArray();
        seeds.add(1);
        JsonObject provenance = new JsonObject();
        provenance.addProperty("command", "test");
        provenance.add("seeds", seeds);
        provenance.add("data", data);
        return provenance;
    }

    private static JsonObject metrics() {
        JsonObject figures = new JsonObject();
        figures.addProperty("spearman", 0.3);
        JsonObject metrics = new JsonObject();
        metrics.add("model", figures);
        metrics.add("baselines", figures.deepCopy());
        return metrics;
    }
}
