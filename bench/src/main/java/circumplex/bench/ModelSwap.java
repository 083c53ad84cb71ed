package circumplex.bench;

import circumplex.bench.load.Outcomes;
import circumplex.bench.process.TrialFolder;
import circumplex.bench.swap.SwapTrial;
import circumplex.bench.swap.SwapTrial.Figures;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the model in production again and again while calls run. */
@Command(name = "model-swap", description = "Counts calls that fail while models change, and measures what the others notice.")
final class ModelSwap implements Callable<Integer> {

    private static final double PROMISED_RATIO = 2;

    @Option(names = "--swaps", defaultValue = "50", description = "How often the model changes (default ${DEFAULT-VALUE}).")
    private int swaps;

    @Option(names = "--rate", defaultValue = "200", description = "Calls per second (default ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--posts", defaultValue = "20", description = "Posts in each (default ${DEFAULT-VALUE}).")
    private int posts;

    @Option(names = "--steady-seconds", defaultValue = "10", description = "Seconds without a swap, for comparison (default ${DEFAULT-VALUE}).")
    private int steadySeconds;

    @Option(names = "--between-millis", defaultValue = "300", description = "Pause after each swap in ms (default ${DEFAULT-VALUE}).")
    private int betweenMillis;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of data and moments (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/model-swap.md");

    @Override
    public Integer call() throws IOException {
        Figures figures;
        try (TrialFolder folder = TrialFolder.create();
                SwapTrial trial = new SwapTrial(
                        Distribution.ofThisProgram(JvmProfile.LASTING), folder.of("personalizer"), rate, posts, seed)) {
            trial.prepare();
            figures = trial.run(swaps, Duration.ofSeconds(steadySeconds), Duration.ofMillis(betweenMillis));
        }
        List<Double> took = figures.swapMillis().stream().sorted().toList();
        new Report(
                        "Models that change while calls run",
                        "./circumplex bench model-swap --swaps " + swaps + " --rate " + rate + " --posts " + posts + " --steady-seconds "
                                + steadySeconds + " --between-millis " + betweenMillis + " --seed " + seed)
                .text("One personalizer with two models that it trained itself; PersonalizeScores of " + posts + " posts at " + rate
                        + " calls a second and random moments. A swap reads and checks the other model, warms it up, moves the pointer, flips,"
                        + " and closes the one before when its last call has ended; it takes the operator "
                        + String.format(Locale.ROOT, "%.0f ms (median), %.0f ms (longest). ", took.get(took.size() / 2), took.get(took.size() - 1))
                        + "Baseline: the same calls in the same run without a swap.")
                .text("")
                .table(
                        List.of("", "calls", "answered", "p50 ms", "p99 ms"),
                        List.of(row("no swap", figures.steady()), row(swaps + " swaps", figures.swapping())))
                .text(String.format(Locale.ROOT, "p99 while models change: %.2f times that without.", figures.ratio()))
                .write(out);
        boolean all = figures.swapping().answered() == figures.swapping().count();
        return all && figures.ratio() <= PROMISED_RATIO ? 0 : 1;
    }

    private static List<String> row(String what, Outcomes<Boolean> outcomes) {
        return List.of(
                what,
                Integer.toString(outcomes.count()),
                Integer.toString(outcomes.answered()),
                String.format(Locale.ROOT, "%.2f", outcomes.millis(50)),
                String.format(Locale.ROOT, "%.2f", outcomes.millis(99)));
    }
}
