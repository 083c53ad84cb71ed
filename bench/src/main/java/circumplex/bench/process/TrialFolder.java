package circumplex.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the services of one trial, removed at its end. */
public final class TrialFolder implements AutoCloseable {

    private final Path path;

    private TrialFolder(Path path) {
        this.path = path;
    }

    public static TrialFolder create() {
        try {
            return new TrialFolder(Files.createTempDirectory("circumplex-trial-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path of(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        try (Stream<Path> below = Files.walk(path)) {
            List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
