package circumplex.classifier.embedded.training;

import circumplex.classifier.command.BadUsage;
import circumplex.classifier.command.Options;
import circumplex.classifier.embedded.EmbeddedModel;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.lexicon.LexiconScorer;
import circumplex.model.BadModel;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.model.folder.ModelDraft;
import circumplex.model.folder.ModelShelf;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Trains the embedded model on arguments that people labelled, measures it beside what is simpler on arguments that it has not seen, and
 * publishes it with the figures: {@code train-scorer --data DIR --out DIR}.
 */
public final class TrainScorer {

    private static final int USAGE = 64;
    private static final int DATA = 65;
    private static final int UNAVAILABLE = 69;

    private static final List<String> FILES = List.of(
            "arguments-training.tsv", "labels-training.tsv", "arguments-validation.tsv", "labels-validation.tsv");

    private TrainScorer() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args, System.out, System.err));
    }

    /** The exit code. */
    static int run(String[] args, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            Options options = Options.read(List.of(args), Set.of("--data", "--out"));
            Path data = options.folder("--data", "it names the folder with the files of Touché23-ValueEval");
            for (String file : FILES) {
                if (!Files.isReadable(data.resolve(file))) {
                    throw new BadUsage("--data: " + data + " has no " + file + " that can be read");
                }
            }
            Path shelf = options.path("--out", "it names the folder of models to publish into");
            if (Files.exists(shelf) && !Files.isDirectory(shelf)) {
                throw new BadUsage("--out: " + shelf + " is no folder");
            }
            try (Torch torch = Torch.start()) {
                String id = train(data, ScorerRecipe.standard(ValueSets.all().defaultSet()), new ModelShelf(shelf), torch, out);
                out.println("published " + id);
                return 0;
            }
        } catch (BadUsage e) {
            err.println("train-scorer: " + e.getMessage());
            err.println("train-scorer --data DIR --out DIR");
            return USAGE;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            err.println("train-scorer: --data: " + e.getMessage());
            return DATA;
        } catch (EngineUnavailable e) {
            err.println("train-scorer: cannot train: " + e.getMessage());
            return UNAVAILABLE;
        }
    }

    /** @throws BadModel if the model cannot be published, which a number that is not finite would be reason for */
    static String train(Path data, ScorerRecipe recipe, ModelShelf shelf, Torch torch, PrintStream out)
            throws InterruptedException {
        ValueSet set = recipe.set();
        long start = System.nanoTime();
        List<Argument> training = Argument.read(data, "training", set);
        List<Argument> validation = Argument.read(data, "validation", set);
        ScorerRecipe.Made made = recipe.make(training, torch);
        ScorerReport report = ScorerReport.of(recipe, made, training, validation, torch);
        out.print(report.table());
        ModelDraft draft = ModelDraft.of(
                EmbeddedModel.KIND,
                made.weights(),
                EmbeddedModel.spec(set, recipe.bits(), recipe.columns(), made.network().hidden()),
                report.provenance(data),
                report.metrics(),
                report.card());
        String id = shelf.publish(draft);
        out.printf(
                Locale.ROOT,
                "%d arguments, %d seconds; %s%n",
                training.size(),
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                report.beatsTheLexicon() ? "better than the lexicon on both figures" : "NOT better than the lexicon: do not install it");
        return id;
    }

    /** The scores of the premises, one row each. */
    static float[][] scores(Scorer scorer, List<Argument> arguments) throws InterruptedException {
        List<PostText> texts = arguments.stream().map(argument -> PostText.read(argument.premise())).toList();
        return scorer.scoreAll("", texts).stream().map(scoring -> scoring.scores().toArray()).toArray(float[][]::new);
    }

    static Scorer lexicon(ValueSet set) {
        return LexiconScorer.of(set).orElseThrow(() -> new IllegalStateException("the lexicon of " + set + " ships"));
    }
}
