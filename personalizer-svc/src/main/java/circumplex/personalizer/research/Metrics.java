package circumplex.personalizer.research;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.evaluation.Evaluation;
import circumplex.personalizer.evaluation.FeedResult;
import circumplex.personalizer.evaluation.Result;
import circumplex.personalizer.statistics.Interval;
import circumplex.personalizer.statistics.Resampled;
import circumplex.values.ValueSet;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An evaluation as JSON. A figure that a contestant cannot have is left out. */
final class Metrics {

    /** Samples drawn again that are kept with a figure: enough for the interval of a difference, and not much to keep. */
    private static final int DRAWS = 400;

    private Metrics() {}

    /** The same with what two calibrators are compared by: their figures of the same samples, {@code draws}. */
    static JsonObject comparable(ValueSet set, Evaluation.Outcome outcome) {
        return json(set, outcome, true);
    }

    static JsonObject json(ValueSet set, Evaluation.Outcome outcome) {
        return json(set, outcome, false);
    }

    private static JsonObject json(ValueSet set, Evaluation.Outcome outcome, boolean comparable) {
        JsonArray results = new JsonArray();
        for (Result result : outcome.results()) {
            JsonObject json = json(set, result);
            if (comparable && result.predictor().equals(Evaluation.CALIBRATOR)) {
                json.getAsJsonObject("spearman").add("draws", draws(result.rho()));
            }
            results.add(json);
        }
        JsonArray feeds = new JsonArray();
        for (FeedResult feed : outcome.feeds()) {
            JsonObject json = json(feed);
            if (comparable && feed.predictor().equals(Evaluation.CALIBRATOR)) {
                json.getAsJsonObject("tau").add("draws", draws(feed.drawn()));
            }
            feeds.add(json);
        }
        JsonObject json = new JsonObject();
        json.add("results", results);
        json.add("feedTau", feeds);
        return json;
    }

    /** What two evaluations must have in common for their figures to be compared. */
    static void describe(JsonObject metrics, String protocol, DataOptions data, AnnotationTable table, long seed) throws IOException {
        JsonObject judgedOn = new JsonObject();
        judgedOn.addProperty("name", data.name());
        judgedOn.addProperty("sha256", data.sha256());
        judgedOn.addProperty("annotations", table.rows());
        judgedOn.addProperty("people", table.people().size());
        judgedOn.addProperty("posts", table.posts().size());
        metrics.addProperty("protocol", protocol);
        metrics.add("data", judgedOn);
        metrics.addProperty("seed", seed);
    }

    private static JsonObject json(ValueSet set, Result result) {
        JsonObject json = new JsonObject();
        json.addProperty("predictor", result.predictor());
        json.addProperty("base", result.base());
        json.addProperty("k", result.k());
        json.addProperty("effectiveK", result.effectiveK());
        json.addProperty("rows", result.rows());
        json.add("spearman", json(result.spearman()));
        json.add("spearmanOverPeople", json(result.overPeople()));
        put(json, "mae", result.mae());
        put(json, "medianMae", result.medianMae());
        put(json, "ece", result.ece());
        put(json, "coverage80", result.coverage());
        byValue(json, "mae", set, result.maeByValue());
        byValue(json, "spearman", set, result.rhoByValue());
        JsonArray points = new JsonArray();
        for (double[] point : result.reliability()) {
            JsonObject bin = new JsonObject();
            put(bin, "predicted", point[0]);
            put(bin, "observed", point[1]);
            put(bin, "share", point[2]);
            points.add(bin);
        }
        json.add("reliability", points);
        return json;
    }

    /** A figure of each value, and of each group the mean over its values. */
    private static void byValue(JsonObject json, String figure, ValueSet set, double[] figures) {
        JsonObject values = new JsonObject();
        Map<String, double[]> groups = new LinkedHashMap<>();
        for (int v = 0; v < set.size(); v++) {
            put(values, set.dimension(v).id(), figures[v]);
            double[] group = groups.computeIfAbsent(set.dimension(v).group(), id -> new double[2]);
            group[0] += figures[v];
            group[1]++;
        }
        JsonObject byGroup = new JsonObject();
        groups.forEach((id, sum) -> put(byGroup, id, sum[0] / sum[1]));
        json.add(figure + "ByValue", values);
        json.add(figure + "ByGroup", byGroup);
    }

    private static JsonObject json(FeedResult feed) {
        JsonObject json = new JsonObject();
        json.addProperty("predictor", feed.predictor());
        json.addProperty("base", feed.base());
        json.addProperty("k", feed.k());
        json.addProperty("activeValues", feed.active());
        json.addProperty("people", feed.people());
        json.add("tau", json(feed.tau()));
        json.add("changeFromNothingKnown", json(feed.change()));
        return json;
    }

    /** In their order; null for a sample without the figure. */
    private static JsonArray draws(Resampled figure) {
        JsonArray draws = new JsonArray();
        for (int draw = 0; draw < Math.min(DRAWS, figure.draws().length); draw++) {
            double drawn = figure.draws()[draw];
            draws.add(Double.isNaN(drawn) ? JsonNull.INSTANCE : new JsonPrimitive(Math.round(drawn * 1e5) / 1e5));
        }
        return draws;
    }

    private static JsonObject json(Interval interval) {
        JsonObject json = new JsonObject();
        put(json, "mean", interval.mean());
        put(json, "low", interval.low());
        put(json, "high", interval.high());
        return json;
    }

    private static void put(JsonObject json, String name, double figure) {
        if (Double.isFinite(figure)) {
            json.addProperty(name, figure);
        }
    }
}
