package circumplex.personalizer.research;

import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.training.CalibratorTraining;
import circumplex.personalizer.calibration.training.TrainingSpec;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.evaluation.Evaluation;
import circumplex.personalizer.evaluation.Folds;
import circumplex.personalizer.evaluation.Guard;
import circumplex.personalizer.evaluation.Protocol;
import circumplex.personalizer.evaluation.WrongLabels;
import circumplex.personalizer.statistics.Interval;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what wrong labels cost, with and without guards, on people and posts that the calibrator has not seen. */
@Command(
        name = "wrong-labels",
        mixinStandardHelpOptions = true,
        description = "Trains on one fold, or on all, and says what wrong labels cost, with and without guards.")
final class WrongLabelsCommand implements Callable<Integer> {

    private static final int TOO_DEAR = 1;
    private static final double LIMIT = 0.05;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--share", defaultValue = "0.1", description = "How much is turned round (default ${DEFAULT-VALUE}).")
    private double share;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of training, supports and labels (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", paramLabel = "FILE", description = "Also writes the table as Markdown.")
    private @Nullable Path out;

    @Option(names = "--cv", paramLabel = "strict", description = "In all 25 folds instead of the first, in closed form unless told otherwise.")
    private EvaluateCommand.@Nullable Folding cv;

    @Option(names = "--spec", paramLabel = "JSON|FILE", description = "Settings of training as JSON (default: the closed form).")
    private @Nullable String given;

    @Override
    public Integer call() throws Exception {
        AnnotationTable table = data.read();
        StringBuilder text = new StringBuilder(heading(table));
        boolean cheap = true;
        for (List<String> scorers : data.bases(table, List.of(table.scorers()))) {
            List<WrongLabels.Cost> costs = costs(table, scorers);
            text.append(rows(scorers, costs));
            cheap &= costs.stream().filter(cost -> cost.guard() == Guard.NONE || cost.guard() == Guard.SERVED).allMatch(cost -> cost.cost().mean() <= LIMIT);
        }
        PrintWriter screen = spec.commandLine().getOut();
        screen.println(text);
        screen.flush();
        Path target = out;
        if (target != null) {
            Files.writeString(target, text, StandardCharsets.UTF_8);
        }
        return cheap ? 0 : TOO_DEAR;
    }

    private List<WrongLabels.Cost> costs(AnnotationTable table, List<String> scorers) throws Exception {
        Folds folds = new Folds(table, Evaluation.FOLDS, seed);
        TrainingSpec settings = SpecFile.read(given).withNets(1);
        WrongLabels labels = new WrongLabels(table, share, new Protocol(seed, 3, Protocol.DEFAULT.resamples()));
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
        int asked = cv == null ? 1 : Evaluation.FOLDS * Evaluation.FOLDS;
        try (Torch torch = Torch.start()) {
            for (int fold = 0; fold < asked; fold++) {
                progress.at(fold, asked, "folds");
                int people = fold / Evaluation.FOLDS;
                int posts = fold % Evaluation.FOLDS;
                CalibratorWeights weights = new CalibratorTraining(torch, table, scorers, settings)
                        .train(folds.train(people, posts), seed * 100 + fold, (done, all, loss) -> {});
                try (Calibrator plain = new Calibrator(weights.unguarded(), torch);
                        Calibrator served = new Calibrator(weights, torch)) {
                    labels.ask(plain, served, folds.test(people, posts));
                }
            }
        }
        return labels.costs();
    }

    private String heading(AnnotationTable table) {
        return String.format(
                Locale.ROOT,
                "# What wrong labels cost%n%n`./circumplex wrong-labels --data %s%s%s --share %.2f --seed %d%s`: %s. %s of unseen people and posts,"
                        + " Spearman within posts; of what is known of a person, %.0f %% is turned round (y to 6 − y). Intervals are of the difference,"
                        + " over samples of posts; costs are against right labels without a guard.%n",
                data.name(),
                data.basesAsTyped(),
                SpecFile.asTyped(given),
                share,
                seed,
                cv == null ? "" : " --cv strict",
                table,
                cv == null ? "One fold" : "All folds",
                100 * share);
    }

    private static String rows(List<String> scorers, List<WrongLabels.Cost> costs) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%nScores by %s:%n%n| turned round | k | guard | nothing known | right labels | guard, on right labels | wrong labels | cost of wrong"
                        + " labels |%n|---|---|---|---|---|---|---|---|%n",
                String.join(" + ", scorers)));
        for (WrongLabels.Cost cost : costs) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %.4f | %.4f | %s | %.4f | %s |%n",
                    cost.turned() == WrongLabels.Turned.RATINGS ? "single ratings" : "whole annotations",
                    cost.k(),
                    cost.guard().label(),
                    cost.nothing(),
                    cost.right().figure(),
                    cost.guard() == Guard.NONE ? "" : difference(cost.guardOfRight()),
                    cost.wrong().figure(),
                    difference(cost.cost())));
        }
        return text.toString();
    }

    private static String difference(Interval interval) {
        return String.format(Locale.ROOT, "%.4f (%.4f – %.4f)", interval.mean(), interval.low(), interval.high());
    }
}
