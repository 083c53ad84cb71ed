package circumplex.personalizer.research;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.model.folder.StrictJson;
import circumplex.personalizer.calibration.SmallTable;
import circumplex.personalizer.calibration.folder.ScoreQuantiles;
import circumplex.personalizer.calibration.training.TrainingSpec;
import circumplex.personalizer.twin.LongFormWriter;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ResearchTest {

    @TempDir
    private Path folder = Path.of(".");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeData() throws IOException {
        LongFormWriter.write(SmallTable.of(25, 40, 7, 2), folder.resolve("data.csv"));
        Files.writeString(folder.resolve("spec.json"), "{\"epochs\": 2, \"nets\": 1}");
    }

    private int run(String... arguments) {
        CommandLine commands = Research.commandLine();
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void trainedTwiceTheModelHasTheSameNameAndCanBeEvaluated() throws IOException {
        assertThat(run("train", "--data", at("data.csv"), "--spec", at("spec.json"), "--out", at("a"))).as(err::toString).isZero();
        assertThat(run("train", "--data", at("data.csv"), "--spec", at("spec.json"), "--out", at("b"))).isZero();
        List<String> first = names("a");
        assertThat(first).hasSize(1).isEqualTo(names("b"));
        assertThat(folder.resolve("a").resolve(first.get(0)).resolve("DATASET_CARD.md")).content().contains("175 annotations");
        int code = run("evaluate", "--data", at("data.csv"), "--model", folder.resolve("a").resolve(first.get(0)).toString());
        assertThat(code).as(err::toString).isZero();
        assertThat(out.toString()).contains("| calibrator | toy | 10 (6.0) |");
    }

    @Test
    void theStrictProtocolWritesFiguresAndPlots() throws IOException {
        Path earlier = Files.createDirectories(folder.resolve("report")).resolve("metrics.json");
        Files.writeString(earlier, "earlier");
        Path link = Files.createLink(folder.resolve("link"), earlier);
        int code = run(
                "evaluate", "--data", at("data.csv"), "--cv", "strict", "--spec", at("spec.json"), "--json", "--out", at("report"));
        assertThat(code).as(err::toString).isZero();
        assertThat(link).as("figures appear at once: they are not written over earlier ones").hasContent("earlier");
        JsonObject metrics = StrictJson.parse("metrics.json", Files.readAllBytes(folder.resolve("report/metrics.json")));
        assertThat(metrics.getAsJsonArray("results")).hasSizeGreaterThan(15).allSatisfy(result -> assertThat(
                        result.getAsJsonObject().keySet())
                .contains("predictor", "base", "k", "spearman"));
        assertThat(without(metrics, "results", "spearman") + without(metrics, "feedTau", "tau")).as("calibrators that gates compare").isEqualTo(5 + 9);
        assertThat(StrictJson.parse("out", out.toString().getBytes(StandardCharsets.UTF_8))).isEqualTo(metrics);
        assertThat(Files.readString(folder.resolve("report/report.html"))).contains("<svg").doesNotContain("NaN", "post1", "person1");
    }

    @Test
    void whatCannotBeUsedIsNamed() throws IOException {
        Files.writeString(folder.resolve("bad.csv"), "annotator_id,post_id,value_id,rating,base_x\na,p,face,9,1\n");
        assertThat(run("train", "--data", at("bad.csv"), "--out", at("a"))).isEqualTo(2);
        assertThat(err.toString()).contains("line 2: ").contains("nothing was imported");
        assertThat(folder.resolve("a")).doesNotExist();
        Files.writeString(folder.resolve("spec.json"), "{\"epoch\": 2}");
        assertThat(run("train", "--data", at("data.csv"), "--spec", at("spec.json"), "--out", at("a"))).isEqualTo(2);
        assertThat(err.toString()).contains("unknown name 'epoch'");
        assertThat(run("train", "--data", at("data.csv"), "--spec", "{\"kind\": \"magic\"}", "--out", at("a"))).isEqualTo(2);
        assertThat(err.toString()).contains("the spec's kind must be one of [network, bayes, both, monotone], was \"magic\"");
        assertThat(run("train", "--data", at("data.csv"), "--spec", "{\"epochs\": \"two\"}", "--out", at("a"))).isEqualTo(2);
        assertThat(err.toString()).contains("the spec's epochs must be of the type int, was \"two\"");
    }

    @Test
    void aFileThatIsNotThereAndASeedThatIsNoneAreNamed() {
        assertThat(run("train", "--data", at("nowhere.csv"), "--out", at("a"))).isEqualTo(2);
        assertThat(err.toString()).contains("there is no file").contains("nowhere.csv").doesNotContain("Exception");
        assertThat(run("evaluate", "--data", "twin:first", "--cv", "strict")).isEqualTo(2);
        assertThat(err.toString()).contains("--data twin:SEED takes a whole number, not 'first'");
        assertThat(folder.resolve("a")).doesNotExist();
    }

    /** Takes the draws away, which are not printed, and counts the figures that had some: five by k, and nine of feeds. */
    private static int without(JsonObject metrics, String list, String figure) {
        int had = 0;
        for (JsonElement row : metrics.getAsJsonArray(list)) {
            JsonElement draws = row.getAsJsonObject().getAsJsonObject(figure).remove("draws");
            had += draws != null && draws.getAsJsonArray().size() == 400 ? 1 : 0;
        }
        return had;
    }

    @Test
    void aModelSaysOnWhatItWasJudgedAndHowItsScoresAreDistributed() throws IOException {
        Files.writeString(folder.resolve("spec.json"), "{\"kind\": \"bayes\"}");
        assertThat(run("train", "--data", at("data.csv"), "--spec", at("spec.json"), "--out", at("a"))).as(err::toString).isZero();
        Path model = folder.resolve("a").resolve(names("a").get(0));
        JsonObject metrics = StrictJson.parse("metrics.json", Files.readAllBytes(model.resolve("metrics.json")));
        assertThat(metrics.get("protocol").getAsString()).isEqualTo("strict, first fold");
        assertThat(metrics.getAsJsonObject("data").get("sha256").getAsString()).hasSize(64);
        assertThat(model.resolve(ScoreQuantiles.FILE)).exists();
        assertThat(run("train", "--data", at("data.csv"), "--refit", model.toString(), "--out", at("b"))).isEqualTo(2);
        assertThat(err.toString()).contains("a refit needs 500 annotations");
    }

    @Test
    void aSpecNamesWhatIsNotAsUsual() throws IOException {
        TrainingSpec spec = SpecFile.read(folder.resolve("spec.json").toString());
        assertThat(spec.epochs()).isEqualTo(2);
        assertThat(spec.rate()).isEqualTo(TrainingSpec.DEFAULT.rate());
        Files.writeString(folder.resolve("whole.json"), SpecFile.json(spec).toString());
        assertThat(SpecFile.read(folder.resolve("whole.json").toString())).isEqualTo(spec);
    }

    private List<String> names(String in) throws IOException {
        try (var files = Files.list(folder.resolve(in))) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }
}
