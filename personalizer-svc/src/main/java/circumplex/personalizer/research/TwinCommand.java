package circumplex.personalizer.research;

import circumplex.model.engine.Torch;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.data.DatasetCard;
import circumplex.personalizer.evaluation.Hardness;
import circumplex.personalizer.twin.Likeness;
import circumplex.personalizer.twin.LongFormWriter;
import circumplex.personalizer.twin.ScorerMeasurement;
import circumplex.personalizer.twin.Twin;
import circumplex.personalizer.twin.TwinScorer;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a synthetic table, says whether it is as hard as the real one, and measures the scorer that it imitates. */
@Command(
        name = "twin",
        mixinStandardHelpOptions = true,
        description = "Makes a synthetic twin of the study's table. Without --out it only checks the twin against published aggregates.")
final class TwinCommand implements Callable<Integer> {

    private static final int TOO_EASY = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the twin (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--scorer", paramLabel = "FILE", description = "Parameters of the scorer, as --measure writes them.")
    private @Nullable Path scorer;

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the twin as long-form CSV, and its card beside it.")
    private @Nullable Path out;

    @Option(names = "--train", description = "Also trains in five folds, to check what is mapped and gained.")
    private boolean train;

    @Option(
            names = "--measure",
            paramLabel = "SCORES",
            description = "Instead: measures scores in a CSV file with a column for each value id, and writes scorer parameters to --out.")
    private @Nullable Path measure;

    @Override
    public Integer call() throws Exception {
        ValueSet set = ValueSets.all().defaultSet();
        PrintWriter screen = spec.commandLine().getOut();
        Path target = out;
        Path scores = measure;
        if (scores != null) {
            if (target == null) {
                throw new IllegalArgumentException("--measure needs --out");
            }
            Files.write(target, ScorerMeasurement.of(set, scores).lines());
            return 0;
        }
        AnnotationTable twin = Twin.generate(set, scorer == null ? TwinScorer.shipped(set) : TwinScorer.read(set, scorer), seed);
        if (target != null) {
            LongFormWriter.write(twin, target);
            Files.writeString(
                    target.resolveSibling(target.getFileName() + ".card.md"),
                    DatasetCard.of(twin, "twin:" + seed, "Apache-2.0") + DatasetCard.SYNTHETIC);
            screen.println("written to " + target);
        }
        List<Likeness.Check> checks = new ArrayList<>(Likeness.of(twin));
        if (train) {
            try (Torch torch = Torch.start()) {
                checks.addAll(Hardness.of(torch, twin));
            }
        }
        checks.forEach(check -> screen.println(check));
        screen.flush();
        return checks.stream().allMatch(Likeness.Check::holds) ? 0 : TOO_EASY;
    }
}
