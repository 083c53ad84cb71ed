package circumplex.bench;

import circumplex.bench.classifier.ClassifierTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what the classifier adds to a language model that answers at once. */
@Command(
        name = "classifier",
        description = "Times ClassifyPosts with a fake model that answers at once, beside LangChain4j doing the same.")
final class ClassifierOverhead implements Callable<Integer> {

    @Option(names = "--calls", defaultValue = "2000", description = "Calls of each kind at each number of callers (default ${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/classifier.md");

    @Override
    public Integer call() throws IOException {
        try (ClassifierTrial trial = new ClassifierTrial()) {
            List<List<String>> rows = new ArrayList<>();
            for (ClassifierTrial.Row row : trial.run(List.of(1, 16, 64), calls)) {
                Histogram times = row.times();
                rows.add(List.of(
                        Integer.toString(row.callers()), row.contender(), millis(times, 50), millis(times, 95), millis(times, 99)));
            }
            Histogram cached = trial.cached(calls);
            double memory = trial.residentMebibytes();
            double embedded = trial.embeddedPerSecond(Duration.ofSeconds(10));
            ClassifierTrial.PerCore perCore = trial.embeddedPerCore();
            new Report("What the classifier adds to a language model", "./circumplex bench classifier --calls " + calls)
                    .text("Posts of about 210 characters, one in a call, none scored before; a fake model in the process of the bench that answers at"
                            + " once; " + calls + " calls in each row. The classifier is reached by gRPC over loopback, stores every score of the model in an H2 file before it answers"
                            + " and keeps the budget in it; LangChain4j 1.19.0 runs in the process of the caller and does neither. What the"
                            + " model costs beside gRPC, lexicon and store is the difference of the last two rows of a group.")
                    .text("")
                    .table(List.of("callers", "call", "p50 ms", "p95 ms", "p99 ms"), rows)
                    .table(
                            List.of("what", "figure"),
                            List.of(
                                    List.of("a post whose scores are known, one caller, p50", millis(cached, 50) + " ms"),
                                    List.of("the same, p99", millis(cached, 99) + " ms"),
                                    List.of("resident memory after that", String.format(Locale.ROOT, "%.0f MiB", memory)),
                                    List.of(
                                            "embedded scorer, new posts, 200 in a call, one caller, stored",
                                            String.format(Locale.ROOT, "%.0f posts/s", embedded)),
                                    List.of(
                                            "embedded scorer alone, posts of 240 characters, 200 at once, read and scored, a second of one core",
                                            String.format(Locale.ROOT, "%.0f posts/s", perCore.readAndScored())),
                                    List.of(
                                            "the same, scored alone",
                                            String.format(Locale.ROOT, "%.0f posts/s", perCore.scoredAlone()))))
                    .write(out);
        }
        return 0;
    }

    private static String millis(Histogram times, double percentile) {
        return String.format(Locale.ROOT, "%.2f", times.getValueAtPercentile(percentile) / 1e6);
    }
}
