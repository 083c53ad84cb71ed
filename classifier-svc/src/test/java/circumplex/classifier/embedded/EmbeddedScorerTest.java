package circumplex.classifier.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import circumplex.classifier.embedded.training.Argument;
import circumplex.classifier.embedded.training.MadeUp;
import circumplex.classifier.embedded.training.ValueMapTraining;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scoring;
import circumplex.model.BadModel;
import circumplex.model.folder.Model;
import circumplex.model.folder.ModelDraft;
import circumplex.model.folder.ModelShelf;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The model that ships. */
class EmbeddedScorerTest {

    private static final EmbeddedModel MODEL = EmbeddedModel.shipped(MadeUp.SET).orElseThrow();
    private static final EmbeddedScorer SCORER = new EmbeddedScorer(MODEL, Engine.torch());

    @AfterAll
    static void close() {
        SCORER.close();
    }

    @Test
    void isBetterThanTheLexiconAndSmallEnough() {
        Model shipped = ModelShelf.loadShipped(EmbeddedModel.class, "/circumplex/classifier/embedded", MODEL.id());
        JsonObject model = shipped.metrics().getAsJsonObject("model");
        JsonObject lexicon = shipped.metrics().getAsJsonObject("baselines").getAsJsonObject("lexicon");

        assertThat(model.get("macro_auc").getAsDouble()).isGreaterThan(lexicon.get("macro_auc").getAsDouble()).isGreaterThanOrEqualTo(0.718);
        assertThat(model.get("macro_f1").getAsDouble()).isGreaterThan(lexicon.get("macro_f1").getAsDouble()).isGreaterThanOrEqualTo(0.386);
        long bytes = shipped.files().stream().mapToLong(name -> shipped.file(name).length).sum();
        assertThat(bytes).isLessThan(6 << 20);
        assertThat(new String(shipped.file("MODEL_CARD.md"), StandardCharsets.UTF_8)).contains("10.5281/zenodo.6814563", "CC BY", "not posts");
    }

    @Test
    void theIdNamesEverythingThatMakesTheScores() {
        assertThat(SCORER.id()).matches("embedded/ngrams-1-[0-9a-f]{12}/raters-1/schwartz-19@1/deterministic/single");
    }

    /** Our own sentences: the value that a reader sees is among the three that stand out most from their base rates. */
    @ParameterizedTest
    @CsvSource({
        "universalism_nature, We must protect the planet and stop the pollution of rivers and forests",
        "power_resources, The company makes more money and profit and its shareholders get rich",
        "achievement, Hard work and ambition helped her to succeed in her career",
        "security_societal, The country must be safe from terrorism and the state must protect its borders",
        "tradition, Religious customs of our ancestors must be kept alive in the church",
        "conformity_rules, Everybody has to obey the law and follow the rules",
        "benevolence_caring, Parents look after their children and care for their family",
        "universalism_concern, Everyone deserves equal rights and justice no matter how poor",
    })
    void hearsWhatIsPlain(String value, String text) throws InterruptedException {
        float[] scores = score(text).scores().toArray();
        int wanted = MadeUp.SET.requirePosition(value);
        int above = 0;
        for (int v = 0; v < scores.length; v++) {
            above += scores[v] - ValueMapTraining.BASE_RATES.get(v) > scores[wanted] - ValueMapTraining.BASE_RATES.get(wanted) ? 1 : 0;
        }
        assertThat(above).as("%s", score(text).scores()).isLessThan(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"❤️", "🌳🌈", "😶 😶", ".", "@someone https://example.org/a"})
    void whatItCannotHearScoresZeroEverywhere(String text) throws InterruptedException {
        assertThat(score(text).scores().toArray()).containsOnly(0f);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "We must PROTECT the planet!", "we must protect   the planet", "We must pro\u200Btect the planet", "Ｗｅ must protect the planet",
        "We must protect the planet https://example.org", "We must protect the planet We must protect the planet",
    })
    void dressAndRepetitionChangeLittle(String text) throws InterruptedException {
        float[] plain = score("we must protect the planet").scores().toArray();
        float[] dressed = score(text).scores().toArray();
        double shift = 0;
        for (int v = 0; v < plain.length; v++) {
            shift += Math.abs(plain[v] - dressed[v]) / plain.length;
        }
        assertThat(shift).isLessThanOrEqualTo(0.05);
    }

    @Test
    void aTextScoresTheSameAloneInABatchAndFromManyThreads() throws Exception {
        List<PostText> texts = new ArrayList<>();
        for (Argument argument : MadeUp.arguments(300, 9)) {
            texts.add(PostText.read(argument.premise() + " freedom and money"));
        }
        List<Scoring> batch = SCORER.scoreAll("", texts);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Scoring>>> others = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                others.add(threads.submit(() -> SCORER.scoreAll("", texts)));
            }
            for (Future<List<Scoring>> other : others) {
                assertThat(other.get()).isEqualTo(batch);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(batch).hasSize(300);
        for (int i = 0; i < 200; i++) {
            assertThat(SCORER.score("", texts.get(i))).as("text %d alone", i).isEqualTo(batch.get(i));
        }
        assertThat(SCORER.scoreAll("", texts.subList(0, 200))).isEqualTo(batch.subList(0, 200));
    }

    /** What the model that ships gave when it came in. Other features under its name would pass for worse scores, and nobody would see it. */
    @Test
    void givesTheScoresThatItGave() throws InterruptedException {
        float[] gave = {
            4.389f, 5.897f, 1.161f, 2.109f, 0.06f, 0.547f, 0.086f, 0.71f, 0.061f, 0.322f,
            1.014f, 0.487f, 0.422f, 0.286f, 0.831f, 0.748f, 0.455f, 0.036f, 1.202f,
        };

        float[] gives = score("People should be free to choose their own work, and the state must keep them safe.").scores().toArray();

        // Sums of another processor may round the last thousandth the other way.
        assertThat(gives).containsExactly(gave, within(0.002f));
    }

    @Test
    void aModelForOtherCodeIsRefused() {
        Model shipped = ModelShelf.loadShipped(EmbeddedModel.class, "/circumplex/classifier/embedded", MODEL.id());
        for (String part : List.of("features", "normaliser", "value_set", "value_set_sha256", "bits", "columns", "hidden")) {
            JsonObject spec = shipped.spec();
            spec.addProperty(part, "other");
            assertThatExceptionOfType(BadModel.class).as(part).isThrownBy(() -> EmbeddedModel.of(respecified(shipped, spec), MadeUp.SET));
        }
    }

    private static Model respecified(Model model, JsonObject spec) {
        return ModelDraft.of(
                        model.kind(), model.weights(), spec, model.provenance(), model.metrics(),
                        new String(model.file("MODEL_CARD.md"), StandardCharsets.UTF_8))
                .model();
    }

    private static Scoring score(String text) throws InterruptedException {
        return SCORER.score("", PostText.read(text));
    }
}
