package circumplex.personalizer.research;

import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.training.CalibratorTraining;
import circumplex.personalizer.calibration.training.TrainingSpec;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.evaluation.Evaluation;
import circumplex.personalizer.evaluation.Folds;
import circumplex.personalizer.evaluation.Protocol;
import circumplex.personalizer.evaluation.WrongLabels;
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

/** Measures what wrong labels cost, with and without the guard, on people and posts that the calibrator has not seen. */
@Command(
        name = "wrong-labels",
        mixinStandardHelpOptions = true,
        description = "Trains on one fold and says what wrong labels cost, with and without the guard.")
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

    @Override
    public Integer call() throws Exception {
        AnnotationTable table = data.read();
        List<String> scorers = data.bases(table, List.of(table.scorers())).get(0);
        Folds folds = new Folds(table, Evaluation.FOLDS, seed);
        List<WrongLabels.Cost> costs;
        try (Torch torch = Torch.start()) {
            CalibratorWeights weights = new CalibratorTraining(torch, table, scorers, TrainingSpec.DEFAULT.withNets(1))
                    .train(folds.train(0, 0), seed, (done, all, loss) -> {});
            try (Calibrator calibrator = new Calibrator(weights, torch)) {
                costs = WrongLabels.of(table, calibrator, folds.test(0, 0), share, new Protocol(seed, 3, 1));
            }
        }
        String text = text(table, costs);
        PrintWriter screen = spec.commandLine().getOut();
        screen.println(text);
        screen.flush();
        Path target = out;
        if (target != null) {
            Files.writeString(target, text, StandardCharsets.UTF_8);
        }
        return costs.stream().allMatch(cost -> cost.right() - cost.wrong() <= LIMIT) ? 0 : TOO_DEAR;
    }

    private String text(AnnotationTable table, List<WrongLabels.Cost> costs) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "# What wrong labels cost%n%n`./circumplex wrong-labels --data %s --share %.2f --seed %d`: %s. One fold of unseen people and"
                        + " posts, Spearman within posts; of what is known of a person, %.0f %% is turned round (y to 6 − y).%n%n"
                        + "| turned round | k | nothing known | right labels | right, guarded | wrong labels | wrong, guarded | cost | cost,"
                        + " guarded |%n|---|---|---|---|---|---|---|---|---|%n",
                data.name(),
                share,
                seed,
                table,
                100 * share));
        for (WrongLabels.Cost cost : costs) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |%n",
                    cost.turned() == WrongLabels.Turned.RATINGS ? "single ratings" : "whole annotations",
                    cost.k(),
                    cost.nothing(),
                    cost.right(),
                    cost.guarded(),
                    cost.wrong(),
                    cost.wrongGuarded(),
                    cost.right() - cost.wrong(),
                    cost.right() - cost.wrongGuarded()));
        }
        return text.toString();
    }
}
