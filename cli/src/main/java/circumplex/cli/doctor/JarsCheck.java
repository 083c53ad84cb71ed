package circumplex.cli.doctor;

import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether every service is built, and from the sources that are there now. */
final class JarsCheck {

    private static final String CHECK = "jars";
    private static final String BUILD = "Build it with 'mvn -B package'; ./circumplex up does so by itself";

    private JarsCheck() {}

    static Finding run(Path folder) {
        List<String> missing = Stream.of(ServiceName.values())
                .map(ServiceName::jar)
                .filter(jar -> !Files.isRegularFile(folder.resolve(jar)))
                .toList();
        if (!missing.isEmpty()) {
            return Finding.fail(CHECK, String.join(", ", missing) + " is not in " + folder, BUILD);
        }
        try {
            // The launcher's mark of a build; jars whose module did not change keep their old time.
            Path built = folder.resolveSibling("build.done");
            Optional<FileTime> source = Files.exists(built) ? newestSource(folder) : Optional.empty();
            if (source.isPresent() && source.get().compareTo(newest(built, folder.resolve("circumplex-cli.jar"))) > 0) {
                return Finding.warn(CHECK, "A source is newer than the jars in " + folder, BUILD);
            }
        } catch (IOException e) {
            return Finding.warn(CHECK, "The age of the jars in " + folder + " cannot be told", "Check that the folder is yours to read");
        }
        return Finding.ok(CHECK, "All jars are in " + folder);
    }

    private static FileTime newest(Path one, Path other) throws IOException {
        FileTime first = Files.getLastModifiedTime(one);
        FileTime second = Files.getLastModifiedTime(other);
        return first.compareTo(second) > 0 ? first : second;
    }

    /** Sources of the project that has {@code folder} at its {@code target/dist}; empty for an installation without sources. */
    private static Optional<FileTime> newestSource(Path folder) throws IOException {
        Path root = folder.resolve("../..").normalize();
        if (!Files.exists(root.resolve("pom.xml"))) {
            return Optional.empty();
        }
        Optional<FileTime> newest = Optional.of(Files.getLastModifiedTime(root.resolve("pom.xml")));
        try (Stream<Path> modules = Files.list(root)) {
            for (Path main : modules.map(module -> module.resolve("src/main")).filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.walk(main)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        FileTime time = Files.getLastModifiedTime(file);
                        newest = newest.filter(known -> known.compareTo(time) >= 0).or(() -> Optional.of(time));
                    }
                }
            }
        }
        return newest;
    }
}
