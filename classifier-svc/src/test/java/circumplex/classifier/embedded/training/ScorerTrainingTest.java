package circumplex.classifier.embedded.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import circumplex.classifier.embedded.EmbeddedModel;
import circumplex.classifier.embedded.EmbeddedScorer;
import circumplex.classifier.embedded.Engine;
import circumplex.classifier.embedded.ScoringNetwork;
import circumplex.classifier.text.PostText;
import circumplex.model.folder.ModelDraft;
import circumplex.model.folder.ModelShelf;
import circumplex.model.tensor.Tensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTrainingTest {

    private static final int BITS = 12;
    private static final ScorerRecipe RECIPE = new ScorerRecipe(MadeUp.SET, BITS, List.of(1L, 2L));
    private static final List<Argument> TRAINING = MadeUp.arguments(500, 1);
    private static final List<Argument> UNSEEN = MadeUp.arguments(300, 2);

    private static ScorerRecipe.Made made;
    private static ScorerReport report;

    @BeforeAll
    static void train() throws InterruptedException {
        made = RECIPE.make(TRAINING, Engine.torch());
        report = ScorerReport.of(RECIPE, made, TRAINING, UNSEEN, Engine.torch());
    }

    @Test
    void learnsWhatThereIsToLearn() {
        assertThat(report.macroAuc().get("model")).isGreaterThan(0.95);
        assertThat(report.macroAuc().get("logistic regression")).isGreaterThan(0.9);
        assertThat(report.macroAuc().get("lexicon")).isBetween(0.45, 0.55);
        assertThat(report.beatsTheLexicon()).isTrue();
    }

    @Test
    void learnsNothingWhereThereIsNothing() throws InterruptedException {
        List<Argument> training = MadeUp.meaningless(500, 3);
        ScorerReport nothing =
                ScorerReport.of(RECIPE, RECIPE.make(training, Engine.torch()), training, MadeUp.meaningless(300, 5), Engine.torch());

        assertThat(nothing.macroAuc().get("model")).isCloseTo(0.5, within(0.04));
    }

    @Test
    void theSameDataAndSeedsMakeTheSameModel() throws InterruptedException {
        Tensors again = RECIPE.make(TRAINING, Engine.torch()).weights();

        assertThat(again).isEqualTo(made.weights());
    }

    @Test
    void servesWhatWasMeasured(@TempDir Path folder) throws InterruptedException {
        ModelDraft draft = ScorerDrafts.unmeasured(RECIPE, made);
        ModelShelf shelf = new ModelShelf(folder);
        EmbeddedModel published = EmbeddedModel.of(shelf.load(shelf.publish(draft)), MadeUp.SET);
        try (EmbeddedScorer served = new EmbeddedScorer(published, Engine.torch());
                EmbeddedScorer measured = new EmbeddedScorer(EmbeddedModel.of(draft.model(), MadeUp.SET), Engine.torch())) {
            float[][] expected = TrainScorer.scores(measured, UNSEEN);

            assertThat(TrainScorer.scores(served, UNSEEN)).isDeepEqualTo(expected);
            for (int i = 0; i < 20; i++) {
                float[] alone = served.score("", PostText.read(UNSEEN.get(i).premise())).scores().toArray();
                assertThat(alone).as("text %d", i).containsExactly(expected[i]);
            }
        }
    }

    @Test
    void theNetworkOfTheEngineIsTheOneOfTheFormula() throws InterruptedException {
        Random random = new Random(7);
        float[] sums = new float[5 * RECIPE.columns()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = (float) random.nextGaussian();
        }
        try (ScoringNetwork network = new ScoringNetwork(Engine.torch(), made.network())) {
            float[] said = network.forward(sums, 5);
            for (int text = 0; text < 5; text++) {
                for (int v = 0; v < MadeUp.SET.size(); v++) {
                    assertThat(said[text * MadeUp.SET.size() + v]).isCloseTo((float) oracle(sums, text, v), within(1e-3f));
                }
            }
        }
    }

    @Test
    void aRowSaysTheSameToTheLastBitAloneAndInCompany() throws InterruptedException {
        Random random = new Random(11);
        float[] sums = new float[ScoringNetwork.BATCH * RECIPE.columns()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = (float) random.nextGaussian();
        }
        try (ScoringNetwork network = new ScoringNetwork(Engine.torch(), made.network())) {
            float[] together = network.forward(sums, ScoringNetwork.BATCH);
            for (int rows : List.of(1, 2, 7, 63)) {
                float[] said = network.forward(Arrays.copyOf(sums, rows * RECIPE.columns()), rows);
                assertThat(said).as("%d rows", rows).containsExactly(Arrays.copyOf(together, said.length));
            }
        }
    }

    @Test
    void scoresHaveAboutTheBaseRates() throws InterruptedException {
        EmbeddedModel model = EmbeddedModel.of(ScorerDrafts.unmeasured(RECIPE, made).model(), MadeUp.SET);
        try (EmbeddedScorer scorer = new EmbeddedScorer(model, Engine.torch())) {
            float[][] scores = TrainScorer.scores(scorer, UNSEEN);
            double away = 0;
            for (int v = 0; v < MadeUp.SET.size(); v++) {
                double sum = 0;
                for (float[] each : scores) {
                    sum += each[v];
                }
                away += Math.abs(sum / scores.length - ValueMapTraining.BASE_RATES.get(v)) / MadeUp.SET.size();
            }
            // Each value is labelled in one of six, whatever its base rate.
            assertThat(away).isLessThan(0.25);
        }
    }

    @Test
    void leavesNoArraysBehind() throws InterruptedException {
        int before = Engine.torch().liveArrays();
        RECIPE.make(TRAINING.subList(0, 60), Engine.torch());

        assertThat(Engine.torch().liveArrays()).isEqualTo(before);
    }

    @Test
    void readsTheFormatByTheNamesOfTheColumns(@TempDir Path folder) throws IOException {
        write(folder, "training", TRAINING.subList(0, 5), true);

        assertThat(Argument.read(folder, "training", MadeUp.SET)).isEqualTo(TRAINING.subList(0, 5));

        Path labels = folder.resolve("labels-training.tsv");
        Files.writeString(labels, Files.readString(labels).replaceFirst("Humility", "Modesty"));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Argument.read(folder, "training", MadeUp.SET));
    }

    @Test
    void theCommandPublishesAModelWithItsFigures(@TempDir Path folder) throws IOException, InterruptedException {
        Path data = Files.createDirectories(folder.resolve("data"));
        write(data, "training", TRAINING, true);
        write(data, "validation", UNSEEN, false);
        ModelShelf shelf = new ModelShelf(folder.resolve("models"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        String id = TrainScorer.train(data, RECIPE, shelf, Engine.torch(), new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(shelf.load(id).metrics().getAsJsonObject("model").get("macro_auc").getAsDouble()).isGreaterThan(0.9);
        assertThat(shelf.load(id).metrics().getAsJsonObject("baselines").keySet())
                .contains("lexicon", "label_everything", "label_nothing", "logistic_regression");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("better than the lexicon on both figures", "humility");
    }

    private static double oracle(float[] sums, int text, int v) {
        ScoringNetwork.Weights w = made.network();
        double[] x = new double[w.columns()];
        double said = w.get("bias")[v];
        for (int c = 0; c < x.length; c++) {
            x[c] = (sums[text * x.length + c] - w.get("mean")[c]) / w.get("spread")[c];
            said += x[c] * w.get("direct")[c * w.values() + v];
        }
        for (int h = 0; h < w.hidden(); h++) {
            double unit = w.get("inner_bias")[h];
            for (int c = 0; c < x.length; c++) {
                unit += x[c] * w.get("inner")[c * w.hidden() + h];
            }
            said += Math.tanh(unit) * w.get("outer")[h * w.values() + v];
        }
        return said;
    }

    /** In the format of Touché23-ValueEval, with its twentieth label, the columns in another order if {@code turned}. */
    private static void write(Path folder, String split, List<Argument> arguments, boolean turned) throws IOException {
        List<Integer> order = new ArrayList<>();
        for (int v = 0; v < MadeUp.SET.size(); v++) {
            order.add(turned ? MadeUp.SET.size() - 1 - v : v);
        }
        StringBuilder texts = new StringBuilder("Argument ID\tConclusion\tStance\tPremise\n");
        StringBuilder labels = new StringBuilder("Argument ID");
        order.forEach(v -> labels.append('\t').append(MadeUp.SET.dimension(v).name()));
        labels.append("\tUniversalism: objectivity\n");
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            texts.append("A" + i + "\t" + argument.topic() + "\tin favor of\t" + argument.premise() + "\n");
            labels.append("A" + i);
            order.forEach(v -> labels.append('\t').append(argument.labelled().get(v) ? 1 : 0));
            labels.append("\t1\n");
        }
        Files.writeString(folder.resolve("arguments-" + split + ".tsv"), texts);
        Files.writeString(folder.resolve("labels-" + split + ".tsv"), labels);
    }
}
