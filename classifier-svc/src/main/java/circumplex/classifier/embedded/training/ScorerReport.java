package circumplex.classifier.embedded.training;

import circumplex.classifier.embedded.Bag;
import circumplex.classifier.embedded.EmbeddedModel;
import circumplex.classifier.embedded.EmbeddedScorer;
import circumplex.classifier.embedded.RowTable;
import circumplex.classifier.text.PostText;
import circumplex.model.engine.Torch;
import circumplex.model.folder.ModelDraft;
import circumplex.model.folder.Sha256;
import circumplex.values.ValueSet;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model beside what is simpler, on arguments of topics that none of them was fitted to; every threshold is from the training split. */
final class ScorerReport {

    private static final String SOURCE = "Touché23-ValueEval";

    private final ScorerRecipe recipe;
    private final Sizes sizes;

    /** The model is the first. */
    private final List<Row> rows;

    private record Sizes(int training, int validation) {}

    /** Figures of one predictor, a value each. */
    private record Row(String name, List<Double> auc, List<Double> f1) {

        double meanAuc() {
            return mean(auc);
        }

        double meanF1() {
            return mean(f1);
        }

        private static double mean(List<Double> of) {
            return of.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }
    }

    private ScorerReport(ScorerRecipe recipe, Sizes sizes, List<Row> rows) {
        this.recipe = recipe;
        this.sizes = sizes;
        this.rows = rows;
    }

    static ScorerReport of(
            ScorerRecipe recipe, ScorerRecipe.Made made, List<Argument> training, List<Argument> validation, Torch torch)
            throws InterruptedException {
        ValueSet set = recipe.set();
        boolean[][] labels = labels(validation);
        boolean[][] trainingLabels = labels(training);
        List<Row> rows = new ArrayList<>();
        ModelDraft draft = ScorerDrafts.unmeasured(recipe, made);
        EmbeddedModel model = EmbeddedModel.of(draft.model(), set);
        try (EmbeddedScorer scorer = new EmbeddedScorer(model, torch)) {
            rows.add(row("model", TrainScorer.scores(scorer, validation), labels, made.thresholds()));
        }
        float[][] unseen = made.linear().unseen().toArray(float[][]::new);
        float[][] sums = sums(model.rows(), validation);
        rows.add(row("logistic regression", sums, labels, thresholds(unseen, trainingLabels)));
        rows.add(row("lexicon", TrainScorer.scores(TrainScorer.lexicon(set), validation), labels,
                thresholds(TrainScorer.scores(TrainScorer.lexicon(set), training), trainingLabels)));
        rows.add(row("label everything", new float[validation.size()][set.size()], labels, constant(set, 0)));
        rows.add(row("label nothing", new float[validation.size()][set.size()], labels, constant(set, 1)));
        return new ScorerReport(recipe, new Sizes(training.size(), validation.size()), rows);
    }

    boolean beatsTheLexicon() {
        Row model = rows.get(0);
        return rows.stream()
                .filter(row -> row.name().equals("lexicon"))
                .allMatch(lexicon -> model.meanAuc() > lexicon.meanAuc() && model.meanF1() > lexicon.meanF1());
    }

    JsonObject metrics() {
        JsonObject baselines = new JsonObject();
        rows.subList(1, rows.size()).forEach(row -> baselines.add(row.name().replace(' ', '_'), json(row)));
        JsonObject metrics = new JsonObject();
        metrics.addProperty("validation_arguments", sizes.validation());
        metrics.add("model", json(rows.get(0)));
        metrics.add("baselines", baselines);
        return metrics;
    }

    JsonObject provenance(Path data) {
        JsonArray sources = new JsonArray();
        for (String file : List.of("arguments-training.tsv", "labels-training.tsv", "arguments-validation.tsv", "labels-validation.tsv")) {
            JsonObject source = new JsonObject();
            source.addProperty("name", SOURCE + ", " + file + (file.contains("validation") ? " (measured on, not trained on)" : ""));
            source.addProperty("doi", "10.5281/zenodo.6814563");
            source.addProperty("licence", "CC BY 4.0");
            source.addProperty("sha256", digest(data.resolve(file)));
            sources.add(source);
        }
        JsonArray seeds = new JsonArray();
        recipe.seeds().forEach(seeds::add);
        JsonObject provenance = new JsonObject();
        provenance.addProperty("command", "./circumplex train-scorer --data DIR --out DIR");
        provenance.add("seeds", seeds);
        provenance.add("data", sources);
        provenance.addProperty("folds", ScorerRecipe.FOLDS);
        provenance.addProperty("strength", ScorerRecipe.STRENGTH);
        provenance.addProperty("strength_with_ratios", ScorerRecipe.STRENGTH_WITH_RATIOS);
        return provenance;
    }

    /** Lines that people read: the means, then every value. */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append(line("macro, 19 values"));
        rows.forEach(row -> table.append(String.format(
                Locale.ROOT, "| %s | %.3f | %.3f |%n", row.name(), row.meanAuc(), row.meanF1())));
        table.append(String.format("%n| value | AUC | F1 | AUC of the lexicon | F1 of labelling everything |%n|---|---|---|---|---|%n"));
        Row lexicon = named("lexicon");
        Row everything = named("label everything");
        for (int v = 0; v < recipe.set().size(); v++) {
            table.append(String.format(
                    Locale.ROOT, "| %s | %.3f | %.3f | %.3f | %.3f |%n", recipe.set().dimension(v).id(), rows.get(0).auc().get(v),
                    rows.get(0).f1().get(v), lexicon.auc().get(v), everything.f1().get(v)));
        }
        return table.toString();
    }

    String card() {
        return ScorerDrafts.card(sizes.training(), sizes.validation(), table());
    }

    private Row named(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow(IllegalArgumentException::new);
    }

    private static String line(String first) {
        return String.format("| %s | AUC | F1 |%n|---|---|---|%n", first);
    }

    private JsonObject json(Row row) {
        JsonObject values = new JsonObject();
        for (int v = 0; v < recipe.set().size(); v++) {
            JsonObject value = new JsonObject();
            value.addProperty("auc", thousandths(row.auc().get(v)));
            value.addProperty("f1", thousandths(row.f1().get(v)));
            values.add(recipe.set().dimension(v).id(), value);
        }
        JsonObject json = new JsonObject();
        json.addProperty("macro_auc", thousandths(row.meanAuc()));
        json.addProperty("macro_f1", thousandths(row.meanF1()));
        json.add("values", values);
        return json;
    }

    private static double thousandths(double figure) {
        return Math.round(figure * 1000) / 1000.0;
    }

    private static Row row(String name, float[][] numbers, boolean[][] labels, List<Float> thresholds) {
        List<Double> auc = new ArrayList<>();
        List<Double> f1 = new ArrayList<>();
        for (int v = 0; v < labels[0].length; v++) {
            float[] each = Figures.column(numbers, v);
            auc.add(Figures.auc(each, Figures.column(labels, v)));
            f1.add(Figures.f1(each, Figures.column(labels, v), thresholds.get(v)));
        }
        return new Row(name, auc, f1);
    }

    private static List<Float> thresholds(float[][] numbers, boolean[][] labels) {
        List<Float> thresholds = new ArrayList<>();
        for (int v = 0; v < labels[0].length; v++) {
            thresholds.add(Figures.threshold(Figures.column(numbers, v), Figures.column(labels, v)));
        }
        return thresholds;
    }

    private static List<Float> constant(ValueSet set, float threshold) {
        return Collections.nCopies(set.size(), threshold);
    }

    private static float[][] sums(RowTable rows, List<Argument> arguments) {
        Bag bag = rows.newBag();
        float[][] sums = new float[arguments.size()][rows.columns()];
        for (int i = 0; i < sums.length; i++) {
            bag.read(PostText.read(arguments.get(i).premise()).tokens());
            rows.sum(bag, sums[i], 0);
        }
        return sums;
    }

    private static boolean[][] labels(List<Argument> arguments) {
        boolean[][] labels = new boolean[arguments.size()][];
        for (int i = 0; i < labels.length; i++) {
            List<Boolean> labelled = arguments.get(i).labelled();
            labels[i] = new boolean[labelled.size()];
            for (int v = 0; v < labels[i].length; v++) {
                labels[i][v] = labelled.get(v);
            }
        }
        return labels;
    }

    private static String digest(Path file) {
        try {
            return Sha256.hex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For tests. */
    Map<String, Double> macroAuc() {
        Map<String, Double> figures = new LinkedHashMap<>();
        rows.forEach(row -> figures.put(row.name(), row.meanAuc()));
        return figures;
    }
}
