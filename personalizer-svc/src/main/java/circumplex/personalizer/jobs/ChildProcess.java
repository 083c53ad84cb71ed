package circumplex.personalizer.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Work in a JVM of its own: what it takes of memory is bounded, and when it takes too much it ends and the service does not. It ends with
 * the service too, because it watches its standard input, which nobody else holds.
 */
final class ChildProcess implements AutoCloseable {

    /** All that the child needs of the environment: secrets of the service are not among them. */
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "DJL_CACHE_DIR", "ENGINE_CACHE_DIR");

    /** So that calls do not feel it. */
    private static final Path NICE = Path.of("/usr/bin/nice");

    private static final int MAX_OUTPUT = 1 << 20;

    private final Process process;
    private final Thread errors;
    private final Thread output;
    private final StringBuilder printed = new StringBuilder();
    private volatile String lastWords = "";

    private ChildProcess(Process process, Consumer<String> lines) {
        this.process = process;
        errors = reader("job-errors", process.errorReader(StandardCharsets.UTF_8), line -> {
            lastWords = line.startsWith("circumplex: ") ? line.substring("circumplex: ".length()) : lastWords;
            lines.accept(line);
        });
        output = reader("job-output", process.inputReader(StandardCharsets.UTF_8), line -> {
            if (printed.length() + line.length() < MAX_OUTPUT) {
                printed.append(line).append('\n');
            }
        });
    }

    /**
     * @param arguments of {@link TrainingChild}
     * @param lines told of every line on standard error, on a thread of its own
     */
    static ChildProcess start(int heapMebibytes, List<String> arguments, Consumer<String> lines) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "19"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heapMebibytes + "m",
                "-XX:MaxDirectMemorySize=256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-HeapDumpOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingChild.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(KEPT);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        try {
            return new ChildProcess(builder.start(), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return whether it has ended */
    boolean ended(long waitMillis) throws InterruptedException {
        if (!process.waitFor(waitMillis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        errors.join();
        output.join();
        return true;
    }

    int exitCode() {
        return process.exitValue();
    }

    /** What it printed; complete once it has ended. */
    String output() {
        return printed.toString();
    }

    /** Why it failed, as it said itself, or its exit code. */
    String failure() {
        return lastWords.isEmpty() ? "the process ended with exit code " + exitCode() + (exitCode() == 3 ? ", out of memory" : "") : lastWords;
    }

    /** Ends it at once. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static Thread reader(String name, BufferedReader from, Consumer<String> lines) {
        Thread thread = new Thread(
                () -> {
                    try (from) {
                        for (String line = from.readLine(); line != null; line = from.readLine()) {
                            lines.accept(line);
                        }
                    } catch (IOException e) {
                        // The process has ended; its exit code says how.
                        return;
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
