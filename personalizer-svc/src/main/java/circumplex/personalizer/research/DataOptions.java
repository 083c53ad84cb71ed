package circumplex.personalizer.research;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.data.BadDataException;
import circumplex.personalizer.data.Dataset;
import circumplex.personalizer.data.TableBuilder;
import circumplex.personalizer.twin.Twin;
import circumplex.personalizer.twin.TwinScorer;
import circumplex.values.ValueSets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import picocli.CommandLine.Option;

/** Which annotations a command works on. */
final class DataOptions {

    private static final String TWIN = "twin:";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Annotations: the published table of \"Whose Values?\", long form as CSV or Parquet, or twin:SEED for a synthetic twin.")
    private String data = "";

    @Option(
            names = "--max-annotations",
            paramLabel = "N",
            description = "More are refused, for the sake of memory (default ${DEFAULT-VALUE}).")
    private int maxAnnotations = TableBuilder.DEFAULT_MAX_ROWS;

    @Option(
            names = "--base",
            paramLabel = "SCORERS",
            description = "Names of scorers joined by '+': whose base scores are used (default: all in the data).")
    private List<String> bases = List.of();

    AnnotationTable read() throws IOException, BadDataException {
        if (data.startsWith(TWIN)) {
            var set = ValueSets.all().defaultSet();
            return Twin.generate(set, TwinScorer.shipped(set), twinSeed());
        }
        return Dataset.read(Path.of(data), maxAnnotations);
    }

    private long twinSeed() {
        try {
            return Long.parseLong(data.substring(TWIN.length()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--data " + TWIN + "SEED takes a whole number, not '" + data.substring(TWIN.length()) + "'", e);
        }
    }

    /** What the user calls the data. */
    String name() {
        return data.startsWith(TWIN) ? data : String.valueOf(Path.of(data).getFileName());
    }

    boolean synthetic() {
        return data.startsWith(TWIN);
    }

    /** What may be done with the data, as far as it is known. A twin is made by this program. */
    String terms() {
        return synthetic() ? "Apache-2.0, synthetic" : "not stated";
    }

    /** The choice of scorers as part of a command line. */
    String basesAsTyped() {
        return String.join("", bases.stream().map(names -> " --base " + names).toList());
    }

    /** SHA-256 of the file; of a twin, of its name, which says all about it. */
    String sha256() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (synthetic()) {
                digest.update(data.getBytes(StandardCharsets.UTF_8));
            } else {
                try (InputStream file = new DigestInputStream(Files.newInputStream(Path.of(data)), digest)) {
                    file.transferTo(OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The scorers of each calibrator; what is not told, {@code otherwise} says. */
    List<List<String>> bases(AnnotationTable table, List<List<String>> otherwise) {
        List<List<String>> chosen = bases.isEmpty()
                ? otherwise
                : bases.stream().map(names -> List.of(names.split("\\+"))).toList();
        chosen.forEach(names -> names.forEach(table::scorer));
        return chosen;
    }
}
