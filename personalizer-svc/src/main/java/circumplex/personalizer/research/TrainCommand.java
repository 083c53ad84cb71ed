package circumplex.personalizer.research;

import circumplex.model.engine.Torch;
import circumplex.model.folder.Model;
import circumplex.model.folder.ModelDraft;
import circumplex.model.folder.ModelShelf;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import circumplex.personalizer.calibration.folder.ScoreQuantiles;
import circumplex.personalizer.calibration.training.CalibratorTraining;
import circumplex.personalizer.calibration.training.Refit;
import circumplex.personalizer.calibration.training.TrainingSpec;
import circumplex.personalizer.calibration.training.TrainingState;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.data.DatasetCard;
import circumplex.personalizer.evaluation.Evaluation;
import circumplex.personalizer.evaluation.Protocol;
import circumplex.personalizer.serving.StartingModel;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a calibrator on a file and leaves it as a model folder. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains a calibrator. Stopped at any time, the same command goes on where it was; one seed gives one model.")
final class TrainCommand implements Callable<Integer> {

    /** At most this much work is done again after a stop. */
    private static final Duration CHECKPOINTS = Duration.ofSeconds(2);

    private static final String SHIPPED = "shipped";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--spec", paramLabel = "JSON|FILE", description = "Settings of training as JSON; without it those that were found best.")
    private @Nullable String given;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything random (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--refit",
            paramLabel = "DIR",
            description = "Instead of training anew: fits the population map of this model to the data, which needs 500 annotations;"
                    + " 'shipped' for the model that ships.")
    private @Nullable Path refit;

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description = "Terms of the data, for provenance and card (default: those of a twin; not stated for a file).")
    private @Nullable String licence;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the model's folder goes, named by its content.")
    private Path out = Path.of(".");

    @Override
    public Integer call() throws Exception {
        long began = System.nanoTime();
        CalibratorWeights base = refit == null ? null : base(refit);
        TrainingSpec settings = SpecFile.read(given);
        AnnotationTable table = data.read();
        PrintWriter screen = spec.commandLine().getOut();
        screen.println(data.name() + ": " + table);
        List<String> scorers = base == null ? data.bases(table, List.of(table.scorers())).get(0) : base.scorers();
        Path work = workFolder(settings, scorers);
        try (Torch torch = Torch.start()) {
            ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
            int[] rows = IntStream.range(0, table.rows()).toArray();
            Evaluation evaluation = new Evaluation(torch, table, Protocol.DEFAULT);
            CalibratorWeights weights;
            Evaluation.Outcome judged;
            long trained;
            if (base == null) {
                weights = new CalibratorTraining(torch, table, scorers, settings)
                        .train(rows, seed, TrainingState.in(work, CHECKPOINTS), (done, all, loss) -> progress.at(done, all, "steps"));
                trained = System.nanoTime();
                spec.commandLine().getErr().println("judging on one fold of unseen people and posts…");
                judged = evaluation.oneFold(scorers, settings);
            } else {
                Refit fit = new Refit(torch, base);
                fit.requireEnough(table);
                weights = fit.on(table, rows);
                trained = System.nanoTime();
                judged = evaluation.refitted(base, progress::at);
            }
            ModelDraft draft;
            try (Calibrator calibrator = new Calibrator(weights, torch)) {
                draft = CalibratorFolder.draft(
                        calibrator, provenance(settings, scorers), metrics(table, judged), ModelCard.of(data, terms(), table, weights, judged));
            }
            draft = draft.with("DATASET_CARD.md", DatasetCard.of(table, data.name(), terms()).getBytes(StandardCharsets.UTF_8));
            draft = draft.with(ScoreQuantiles.FILE, ScoreQuantiles.file(table, scorers));
            String id = new ModelShelf(out).publish(draft);
            clear(work);
            screen.println("model " + out.resolve(id));
            screen.println(Effort.of(began, trained));
        }
        screen.flush();
        return 0;
    }

    private String terms() {
        return licence == null ? data.terms() : licence;
    }

    private static CalibratorWeights base(Path model) {
        return model.toString().equals(SHIPPED) ? CalibratorFolder.weights(shipped()) : EvaluateCommand.load(model);
    }

    private static Model shipped() {
        return StartingModel.shipped().orElseThrow(() -> new IllegalArgumentException("no model ships"));
    }

    /** Named by all that changes the result: another run never goes on where this one stopped. */
    private Path workFolder(TrainingSpec settings, List<String> scorers) throws IOException {
        String key = data.sha256() + settings + scorers + seed;
        Path work = out.resolve(".training-" + Integer.toHexString(key.hashCode()));
        if (Files.isDirectory(work)) {
            spec.commandLine().getErr().println("going on where an earlier run stopped: " + work);
        }
        return Files.createDirectories(work);
    }

    private static void clear(Path work) throws IOException {
        try (var files = Files.list(work)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(work);
    }

    private JsonObject provenance(TrainingSpec settings, List<String> scorers) throws IOException {
        JsonObject provenance = new JsonObject();
        provenance.addProperty("command", "./circumplex train --data " + data.name() + SpecFile.asTyped(given) + (refit == null ? "" : " --refit …") + " --seed " + seed);
        JsonArray seeds = new JsonArray();
        seeds.add(seed);
        provenance.add("seeds", seeds);
        if (refit != null) {
            provenance.addProperty(
                    "base",
                    refit.toString().equals(SHIPPED) ? shipped().id() : String.valueOf(refit.toAbsolutePath().normalize().getFileName()));
        }
        provenance.add("spec", SpecFile.json(settings));
        provenance.addProperty("scorers", String.join(" + ", scorers));
        JsonObject source = new JsonObject();
        source.addProperty("name", data.name());
        source.addProperty("sha256", data.sha256());
        source.addProperty("licence", terms());
        JsonArray sources = new JsonArray();
        sources.add(source);
        provenance.add("data", sources);
        return provenance;
    }

    /** What a gate compares: the calibrator and everything it is judged beside. */
    private JsonObject metrics(AnnotationTable table, Evaluation.Outcome judged) throws IOException {
        Evaluation.Outcome model = judged.only(result -> result.equals(Evaluation.CALIBRATOR));
        Evaluation.Outcome baselines = judged.only(result -> !result.equals(Evaluation.CALIBRATOR));
        JsonObject metrics = new JsonObject();
        // People and posts unseen by a second calibrator of the same settings.
        Metrics.describe(metrics, refit == null ? "strict, first fold" : "strict", data, table, Protocol.DEFAULT.seed());
        metrics.add("model", Metrics.comparable(table.set(), model));
        metrics.add("baselines", Metrics.json(table.set(), baselines));
        return metrics;
    }
}
