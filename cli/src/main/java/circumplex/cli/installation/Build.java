package circumplex.cli.installation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** When what a service is started from was made: its jar, and those of ours beside it that it shares with others. */
final class Build {

    private Build() {}

    /** That of a long time ago, if nothing is there. */
    static Instant timeOf(Path jar) {
        Instant newest = modified(jar);
        Path libraries = jar.resolveSibling("lib");
        if (Files.isDirectory(libraries)) {
            try (DirectoryStream<Path> ours = Files.newDirectoryStream(libraries, "circumplex-{values,proto,service-kit}-*.jar")) {
                for (Path library : ours) {
                    Instant time = modified(library);
                    newest = time.isAfter(newest) ? time : newest;
                }
            } catch (IOException e) {
                return newest;
            }
        }
        return newest;
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }
}
