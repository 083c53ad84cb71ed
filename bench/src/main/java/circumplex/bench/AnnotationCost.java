package circumplex.bench;

import circumplex.bench.annotations.AnnotationTrial;
import circumplex.bench.personalizer.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what many annotations of one person, and many people, cost. */
@Command(
        name = "annotations",
        description = "Times the personalizer for a cold user, for one with very many annotations, and with very many people, beside one with"
                + " ten annotations.")
final class AnnotationCost implements Callable<Integer> {

    @Option(names = "--calls", defaultValue = "500", description = "Personalizations of each kind; a tenth as many recordings (default ${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--annotations", defaultValue = "10000", description = "Of the person with very many (default ${DEFAULT-VALUE}).")
    private int annotations;

    @Option(
            names = "--people",
            defaultValue = "20000",
            description = "How many there are (default ${DEFAULT-VALUE}; 1000000 takes some minutes and 3 GB of disk).")
    private int people;

    @Option(names = "--gain", description = "By the gain, instead of by the model that ships.")
    private boolean gain;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/annotations.md");

    @Override
    public Integer call() throws IOException, SQLException {
        Optional<ModelSpec> shipped = ModelSpec.of(Optional.empty(), PersonalizerSpeed.jar()).filter(spec -> !gain);
        String model = shipped.map(ModelSpec::folder).orElse("none");
        String scorer = shipped.map(spec -> spec.scorers().get(0)).orElse("bench/none/1/schwartz-19@1/-/1");
        try (AnnotationTrial trial = new AnnotationTrial(model, scorer, annotations, people)) {
            List<AnnotationTrial.Row> rows = trial.run(calls);
            List<List<String>> table = new ArrayList<>();
            for (int call = 0; call < AnnotationTrial.KINDS; call++) {
                double few = rows.get(AnnotationTrial.KINDS + call).times().getValueAtPercentile(50);
                for (int person = call; person < rows.size(); person += AnnotationTrial.KINDS) {
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
                            "./circumplex bench annotations --calls " + calls + " --annotations " + annotations + " --people " + people + (gain ? " --gain" : ""))
                    .text("One personalizer on an H2 file, reached by gRPC over loopback, one caller, kinds of people in turn. A recording corrects one"
                            + " post, so the number of annotations stays; its time contains the write to the file. What is known of the person follows in the same transaction; a call that found it"
                            + " missing would wait for it. The last column is p50 over that of"
                            + " the person with " + AnnotationTrial.FEW + " annotations.")
                    .text("")
                    .text(String.format(Locale.ROOT, "Of the service at most %.0f MiB were resident meanwhile.", trial.peakMebibytes()))
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
