package circumplex.bench.rival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine that a comparison needs and that somebody may not have. */
public final class Programs {

    private Programs() {}

    /** Redis, of Debian's package redis-server or of any other on the PATH. */
    public static Optional<Path> redisServer() {
        return onPath("redis-server");
    }

    /** A Python that has NumPy; the system's own before others on the PATH. */
    public static Optional<Path> pythonWithNumpy() {
        return pythonWith("numpy");
    }

    /** A Python that has a module; the system's own before others on the PATH. */
    public static Optional<Path> pythonWith(String module) {
        return Stream.concat(Stream.of(Path.of("/usr/bin/python3")), onPath("python3").stream())
                .filter(Files::isExecutable)
                .filter(python -> succeeds(List.of(python.toString(), "-c", "import " + module)))
                .findFirst();
    }

    /** What to do about a program that is not there. */
    public static String missing(String what, String debianPackage) {
        return what + " is not installed, so it is left out. On Debian: `apt-get install " + debianPackage + "`.";
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program is looked for", e);
        }
    }
}
