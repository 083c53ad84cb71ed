package circumplex.cli.installation;

import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the process of a lasting service said in its last start, before it could log and when it could not start. */
public final class StartLog {

    private static final String SERVING = " serving on ";
    private static final String REASON = "cannot start: ";
    private static final int MOST_LINES = 10_000;

    private final Path file;

    private StartLog(Path file) {
        this.file = file;
    }

    /** @param data the data folder, which need not be there */
    public static StartLog of(Path data, ServiceName service) {
        return new StartLog(data.resolve("logs").resolve(service.label() + ".start.log"));
    }

    public Path file() {
        return file;
    }

    boolean saysThatItServes() {
        return lines().stream().anyMatch(line -> line.contains(SERVING));
    }

    /** Why the service could not start, in its own words; empty if it started, or fell silent. */
    public Optional<String> reason() {
        return lines().stream()
                .filter(line -> line.startsWith(REASON))
                .reduce((first, last) -> last)
                .map(line -> line.substring(REASON.length()));
    }

    /** The reason, or else the last that it said. */
    String lastWords() {
        List<String> lines = lines().stream().filter(line -> !line.isBlank()).toList();
        return reason().map(reason -> REASON + reason).orElse(lines.isEmpty() ? "(empty)" : lines.get(lines.size() - 1));
    }

    /** When something was said last. */
    public Instant time() {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines() {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.limit(MOST_LINES).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
