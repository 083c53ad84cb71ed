package circumplex.classifier.archive;

import circumplex.kit.ServiceProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;

/**
 * Exports or imports the scores of the database that the classifier's settings name. An H2 file has one process at a time: stop the services
 * first. Exit codes: 0 done, 2 wrong arguments or a wrong line, 3 the database or the file cannot be used.
 */
public final class ScoreArchiveMain {

    private static final int BAD_INPUT = 2;
    private static final int UNAVAILABLE = 3;

    private ScoreArchiveMain() {}

    /** @param args {@code export FILE} or {@code import FILE} */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        boolean exports = args.length == 2 && args[0].equals("export");
        if (!exports && !(args.length == 2 && args[0].equals("import"))) {
            System.err.println("usage: ./circumplex scores export FILE | import FILE");
            return BAD_INPUT;
        }
        Path file = Path.of(args[1]);
        if (!exports && !Files.isReadable(file)) {
            System.err.println("scores: " + file + " is no file that can be read");
            return UNAVAILABLE;
        }
        if (exports && !Files.isDirectory(file.resolveSibling("").toAbsolutePath())) {
            System.err.println("scores: there is no folder for " + file);
            return UNAVAILABLE;
        }
        Map<String, Object> alone = Map.of(
                "grpc.server.host", "127.0.0.1",
                "grpc.server.port", 0,
                "circumplex.metrics.port", -1,
                "circumplex.admin.port", -1,
                "circumplex.classifier.scorer", "embedded",
                "circumplex.drain.quiet-millis", 0);
        try (ServiceProcess service = ServiceProcess.start("classifier-svc", alone)) {
            ScoreArchive archive = service.bean(ScoreArchive.class);
            System.out.println(exports ? exported(archive, file) : imported(archive, file));
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("scores: " + e.getMessage());
            return BAD_INPUT;
        } catch (IOException | RuntimeException e) {
            System.err.println("scores: " + e.getClass().getSimpleName()
                    + "; the file or the database cannot be used (an H2 file is locked while services run on it)");
            return UNAVAILABLE;
        }
    }

    /** The file appears when it is complete. */
    private static String exported(ScoreArchive archive, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        long rows;
        try (Writer out = Files.newBufferedWriter(part)) {
            rows = archive.exportTo(out);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        String none = rows == 0 ? "; scores of the embedded model and the lexicon are stored with STORE_QUICK_SCORES=true only" : "";
        return String.format(Locale.ROOT, "%d scored texts exported to %s%s", rows, file, none);
    }

    private static String imported(ScoreArchive archive, Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            ScoreArchive.Imported imported = archive.importFrom(in);
            return String.format(Locale.ROOT, "%d scored texts imported, %d were there already", imported.added(), imported.known());
        }
    }
}
