package circumplex.bench;

import circumplex.bench.annotations.AnnotationTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what many annotations of one person, and many people, cost. */
@Command(
        name = "annotations",
        description = "Times the personalizer for a cold user, for one with very many annotations, and with very many people, beside one with"
                + " ten annotations.")
final class AnnotationCost implements Callable<Integer> {

    @Option(names = "--calls", defaultValue = "2000", description = "Personalizations of each kind; a tenth as many recordings (default ${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--annotations", defaultValue = "10000", description = "Of the person with very many (default ${DEFAULT-VALUE}).")
    private int annotations;

    @Option(names = "--people", defaultValue = "1000000", description = "How many there are, with ten annotations each (default ${DEFAULT-VALUE}).")
    private int people;

    @Option(names = "--scorer", defaultValue = "bench/none/1/schwartz-19@1/-/1", description = "Whose scores are sent (default ${DEFAULT-VALUE}).")
    private String scorer = "";

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/annotations.md");

    @Override
    public Integer call() throws IOException, SQLException {
        try (AnnotationTrial trial = new AnnotationTrial(scorer, annotations, people)) {
            List<AnnotationTrial.Row> rows = trial.run(calls);
            List<List<String>> table = new ArrayList<>();
            for (int call = 0; call < 2; call++) {
                double few = rows.get(2 + call).times().getValueAtPercentile(50);
                for (int person = call; person < rows.size(); person += 2) {
                    AnnotationTrial.Row row = rows.get(person);
                    table.add(List.of(
                            row.call(),
                            row.person(),
                            row.calibrator().isEmpty() ? "–" : row.calibrator(),
                            millis(row, 50),
                            millis(row, 99),
                            String.format(Locale.ROOT, "%.2f", row.times().getValueAtPercentile(50) / few)));
                }
            }
            new Report(
                            "Annotations: many of one person, many people",
                            "./circumplex bench annotations --calls " + calls + " --annotations " + annotations + " --people " + people)
                    .text("One personalizer on an H2 file, reached by gRPC over loopback, one caller, kinds of people in turn. A recording corrects one"
                            + " post, so the number of annotations stays; its time contains the write to the file. The last column is p50 over that of"
                            + " the person with " + AnnotationTrial.FEW + " annotations.")
                    .text("")
                    .table(List.of("call", "person", "calibrator", "p50 ms", "p99 ms", "ratio"), table)
                    .write(out);
        }
        return 0;
    }

    private static String millis(AnnotationTrial.Row row, double percentile) {
        return String.format(Locale.ROOT, "%.2f", row.times().getValueAtPercentile(percentile) / 1e6);
    }
}
