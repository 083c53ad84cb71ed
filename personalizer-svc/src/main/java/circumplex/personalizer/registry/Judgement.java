package circumplex.personalizer.registry;

import circumplex.personalizer.statistics.Interval;
import circumplex.personalizer.statistics.Resampled;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A model judged on a data set.
 *
 * @param datasetId SHA-256 of the data
 * @param protocol how, with the seed; equal words mean the same procedure
 * @param seen whether the model had learnt from these data
 */
public record Judgement(String datasetId, String protocol, boolean seen, List<Figure> figures) {

    /** What metrics call the model that they judge, */
    static final String CALIBRATOR = "calibrator";

    /** the gain, which serves without a model, */
    static final String GAIN = "raw base scores + gain, shrunk by 10";

    /** and the model whose map was fitted anew, as it was. */
    static final String BASE = "the base, not refitted";

    /** A procedure without folds asks a model about all rows, which is fair only if it has seen none of them. */
    private static final String HELD_OUT = "strict";

    public Judgement {
        figures = List.copyOf(figures);
    }

    /**
     * One figure; higher is better.
     *
     * @param measure {@code rho} or {@code feed_tau}
     * @param known annotations of the person that were known
     * @param activeValues values with a weight; 0 for {@code rho}
     * @param low lower end of the 95 % interval
     * @param high upper end
     * @param draws the same of every resampled data set, NaN where one has none; those of two models on the same data by the same protocol
     *     belong together by position. None in evaluations of earlier versions
     */
    public record Figure(String measure, int known, int activeValues, double mean, double low, double high, List<Double> draws) {

        public Figure {
            draws = List.copyOf(draws);
        }

        /** Without resampled data sets. */
        Figure(String measure, int known, int activeValues, double mean, double low, double high) {
            this(measure, known, activeValues, mean, low, high, List.of());
        }

        /** How much higher this one is, with the interval of the difference; empty if the two have no data sets in common. */
        Optional<Interval> minus(Figure other) {
            return draws.isEmpty() || draws.size() != other.draws.size()
                    ? Optional.empty()
                    : Optional.of(resampled().minus(other.resampled()).interval());
        }

        private Resampled resampled() {
            return new Resampled(mean, draws.stream().mapToDouble(draw -> draw).toArray());
        }

        boolean sameAs(Figure other) {
            return measure.equals(other.measure) && known == other.known && activeValues == other.activeValues;
        }
    }

    /**
     * Reads {@code metrics.json} or the same from {@code ./circumplex evaluate --json}.
     *
     * @param trainedOn digests of the data that the model has learnt from
     * @return empty if it does not say on what data and how; such figures can be compared with nothing
     */
    static Optional<Judgement> of(JsonObject metrics, List<String> trainedOn) {
        return of(metrics, "model", CALIBRATOR, trainedOn);
    }

    /**
     * What the same metrics say of another predictor, which was asked the same. Of several of the name, as of two scorers, the best.
     *
     * @return empty as above, or if they say nothing of it
     */
    static Optional<Judgement> ofBeside(JsonObject metrics, String predictor) {
        return of(metrics, "baselines", predictor, List.of()).filter(judgement -> !judgement.figures().isEmpty());
    }

    private static Optional<Judgement> of(JsonObject metrics, String part, String predictor, List<String> trainedOn) {
        JsonObject figures = metrics.has(part) && metrics.get(part).isJsonObject() ? metrics.getAsJsonObject(part) : metrics;
        if (!text(metrics, "protocol") || !metrics.has("data") || !metrics.get("data").isJsonObject()) {
            return Optional.empty();
        }
        JsonObject data = metrics.getAsJsonObject("data");
        if (!text(data, "sha256") || !metrics.has("seed")) {
            return Optional.empty();
        }
        String protocol = metrics.get("protocol").getAsString();
        String sha256 = data.get("sha256").getAsString();
        List<Figure> found = new ArrayList<>();
        read(figures, "results", "spearman", "rho", predictor, found);
        read(figures, "feedTau", "tau", "feed_tau", predictor, found);
        if (!predictor.equals(CALIBRATOR)) {
            found.sort(Comparator.comparingDouble(figure -> -figure.mean()));
        }
        return Optional.of(new Judgement(
                sha256,
                protocol + ", seed " + metrics.get("seed").getAsString(),
                !protocol.startsWith(HELD_OUT) && trainedOn.contains(sha256),
                found));
    }

    private static void read(JsonObject figures, String list, String interval, String measure, String predictor, List<Figure> found) {
        JsonElement rows = figures.get(list);
        for (JsonElement element : rows != null && rows.isJsonArray() ? rows.getAsJsonArray() : new JsonArray()) {
            JsonObject row = element.getAsJsonObject();
            JsonObject figure = row.getAsJsonObject(interval);
            if (text(row, "predictor")
                    && row.get("predictor").getAsString().equals(predictor)
                    && figure != null
                    && figure.keySet().containsAll(List.of("mean", "low", "high"))) {
                found.add(new Figure(
                        measure,
                        row.get("k").getAsInt(),
                        row.has("activeValues") ? row.get("activeValues").getAsInt() : 0,
                        figure.get("mean").getAsDouble(),
                        figure.get("low").getAsDouble(),
                        figure.get("high").getAsDouble(),
                        draws(figure)));
            }
        }
    }

    private static List<Double> draws(JsonObject figure) {
        List<Double> draws = new ArrayList<>();
        if (figure.has("draws") && figure.get("draws").isJsonArray()) {
            figure.getAsJsonArray("draws").forEach(draw -> draws.add(draw.isJsonNull() ? Double.NaN : draw.getAsDouble()));
        }
        return draws;
    }

    private static boolean text(JsonObject object, String name) {
        return object.has(name) && object.get(name).isJsonPrimitive();
    }
}
