package circumplex.bench;

import circumplex.bench.cancel.CancelTrial;
import circumplex.bench.cancel.CancelTrial.Figures;
import circumplex.bench.process.Cluster;
import circumplex.bench.process.TrialFolder;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what the services still do for feeds that were cancelled. */
@Command(name = "cancel", description = "Cancels feeds at random moments and measures what the services still do for them.")
final class Cancel implements Callable<Integer> {

    @Option(names = "--calls", defaultValue = "300", description = "How many feeds (default ${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of moments and texts (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/cancel.md");

    @Override
    public Integer call() throws IOException {
        try (TrialFolder folder = TrialFolder.create();
                Cluster cluster =
                        Cluster.start(Distribution.ofThisProgram(JvmProfile.LASTING), folder.of("services"), Map.of());
                CancelTrial trial = new CancelTrial(cluster, seed)) {
            Figures figures = trial.run(calls);
            new Report("Work for clients that are gone", "./circumplex bench cancel --calls " + calls + " --seed " + seed)
                    .text("Feeds of 500 posts of 300 words that no store knows, each cancelled at a random moment within the time of a whole one: "
                            + figures.cancelled() + " of " + calls + " before their answer. Processor time of all four services, compilers and"
                            + " collectors of their JVMs included, in windows of 100 ms. Baseline: windows without any call.")
                    .text("")
                    .table(
                            List.of("processor time, ms", "windows", "median", "p90", "max"),
                            List.of(
                                    row("a whole feed, for comparison", figures.whole()),
                                    row("100 ms without any call", figures.idle()),
                                    row("the first 100 ms after a cancel", figures.first()),
                                    row("the second 100 ms after a cancel", figures.second())))
                    .write(out);
        }
        return 0;
    }

    private static List<String> row(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return List.of(
                what,
                Integer.toString(sorted.size()),
                format(sorted.get(sorted.size() / 2)),
                format(sorted.get(sorted.size() * 9 / 10)),
                format(sorted.get(sorted.size() - 1)));
    }

    private static String format(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }
}
