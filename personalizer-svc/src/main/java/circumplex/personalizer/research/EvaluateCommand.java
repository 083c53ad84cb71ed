package circumplex.personalizer.research;

import circumplex.model.engine.Torch;
import circumplex.model.folder.ModelShelf;
import circumplex.model.folder.StrictJson;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import circumplex.personalizer.calibration.training.TrainingSpec;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.evaluation.Evaluation;
import circumplex.personalizer.evaluation.Protocol;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges a trained calibrator, or trains and judges fold by fold. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Judges calibrators by the order of values within posts and by the order of feeds, between floors and ceilings.")
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions data = new DataOptions();

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    /** What is judged. */
    static final class Subject {

        @Option(names = "--model", paramLabel = "DIR", description = "A trained calibrator. Whether it has seen the data, you must know.")
        private @Nullable Path model;

        @Option(names = "--cv", paramLabel = "strict", description = "Trains in 5 × 5 folds of unseen people and unseen posts.")
        private @Nullable Folding cv;
    }

    /** The kinds of cross-validation. */
    enum Folding {
        strict
    }

    @Option(names = "--spec", paramLabel = "JSON|FILE", description = "Settings of training, with --cv, as JSON.")
    private @Nullable String given;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of folds, supports and training (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Prints JSON instead of tables.")
    private boolean asJson;

    @Option(names = "--out", paramLabel = "DIR", description = "Also writes metrics.json and report.html there.")
    private @Nullable Path out;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Also writes the tables, with the machine and the command, to a file.")
    private @Nullable Path markdown;

    @Override
    public Integer call() throws Exception {
        // What takes no time is checked first.
        TrainingSpec settings = SpecFile.read(given);
        Path model = subject.model;
        CalibratorWeights weights = model == null ? null : load(model);
        AnnotationTable table = data.read();
        PrintWriter screen = spec.commandLine().getOut();
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
        Protocol protocol = new Protocol(seed, Protocol.DEFAULT.draws(), Protocol.DEFAULT.resamples());
        Evaluation.Outcome outcome;
        try (Torch torch = Torch.start()) {
            Evaluation evaluation = new Evaluation(torch, table, protocol);
            outcome = weights != null
                    ? evaluation.of(weights, progress::at)
                    : evaluation.strict(
                            data.bases(table, eachAndAll(table.scorers())),
                            settings,
                            progress::at);
        }
        String how = subject.model == null ? "strict" : "all-rows";
        JsonObject metrics = Metrics.comparable(table.set(), outcome);
        Metrics.describe(metrics, how, data, table, seed);
        List<String> tables = new ArrayList<>(Tables.of(outcome));
        tables.add("");
        tables.addAll(Tables.byValue(table.set(), outcome));
        if (asJson) {
            JsonObject shown = Metrics.json(table.set(), outcome);
            Metrics.describe(shown, how, data, table, seed);
            screen.println(new String(StrictJson.bytes("metrics", shown), StandardCharsets.UTF_8));
        } else {
            screen.println(data.name() + ": " + table);
            tables.forEach(screen::println);
        }
        screen.flush();
        write(table, outcome, metrics, tables);
        return 0;
    }

    private void write(AnnotationTable table, Evaluation.Outcome outcome, JsonObject metrics, List<String> tables) throws IOException {
        List<String> report = new ArrayList<>();
        report.add("# The calibrator on " + data.name());
        report.add("");
        report.add("Made by `" + command() + "` on " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", Java " + Runtime.version() + ". "
                + table + ". Aggregates only.");
        report.add("");
        report.addAll(tables);
        if (markdown != null) {
            Files.write(markdown, report);
        }
        if (out != null) {
            Files.createDirectories(out);
            Files.writeString(out.resolve("report.html"), HtmlReport.of(table, data.name(), command(), outcome));
            // Last and at once: whoever finds it takes the evaluation for complete.
            Path unfinished = Files.write(out.resolve(".metrics.json"), StrictJson.bytes("metrics", metrics));
            Files.move(unfinished, out.resolve("metrics.json"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private String command() {
        return "./circumplex evaluate --data " + data.name() + data.basesAsTyped() + SpecFile.asTyped(given) + (subject.model == null ? " --cv " + subject.cv : " --model …") + " --seed " + seed;
    }

    /** A folder on a shelf is named by what is in it. */
    static CalibratorWeights load(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path shelf = absolute.getParent();
        Path name = absolute.getFileName();
        if (shelf == null || name == null || !Files.isDirectory(absolute)) {
            throw new IllegalArgumentException("there is no folder of a model at " + folder);
        }
        return CalibratorFolder.weights(new ModelShelf(shelf).load(name.toString()));
    }

    /** Every scorer alone, and all together. */
    private static List<List<String>> eachAndAll(List<String> scorers) {
        List<List<String>> bases = new ArrayList<>();
        scorers.forEach(scorer -> bases.add(List.of(scorer)));
        if (scorers.size() > 1) {
            bases.add(scorers);
        }
        return bases;
    }
}
