package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Eventually;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A service as a process of its own, as a user starts it. */
final class ChildProcess implements AutoCloseable {

    /** What such a process runs. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            ServiceProcess.run(TestServer.NAME, args);
        }
    }

    private final Process process;
    private final Path out;
    private final Path err;

    private ChildProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a service in {@code folder} on a free loopback port, unless the environment says otherwise. */
    static ChildProcess start(Path folder, Map<String, String> environment, String... options) {
        return start(folder, environment, jar -> true, options);
    }

    /** As before, with a part of the class path. */
    static ChildProcess start(Path folder, Map<String, String> environment, Predicate<String> jars, String... options) {
        // A shell that starts the tests in its background lets them ignore SIGINT, and children inherit that.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // An eighth of a start goes into looking at bytecode that javac has just written.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-Xmx256m"));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", classPath(jars), Main.class.getName()));
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("CIRCUMPLEX_DATA_DIR", folder.toString());
            builder.environment().put("GRPC_SERVER_HOST", "127.0.0.1");
            builder.environment().put("GRPC_SERVER_PORT", "0");
            builder.environment().put("CIRCUMPLEX_DRAIN_QUIET_MILLIS", "0");
            builder.environment().putAll(environment);
            return new ChildProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath(Predicate<String> jars) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jars)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits for the line that says that the service is ready. */
    String ready() {
        Eventually.holds("the service is ready or has ended", () -> text(out).endsWith("\n") || !process.isAlive());
        assertThat(out()).as(() -> "standard error: " + err()).hasSize(1);
        return out().get(0);
    }

    /** Waits for the end. */
    int exitCode() {
        try {
            assertThat(process.waitFor(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** SIGTERM. */
    void stop() {
        process.destroy();
    }

    /** SIGINT. */
    void interrupt() {
        try {
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor()).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<String> out() {
        return text(out).lines().toList();
    }

    List<String> err() {
        return text(err).lines().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
    }
}
