package circumplex.cli.services;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One service as a child process. It says where it serves with one line on its standard output; its log goes to a file. */
final class ChildProcess {

    private static final Pattern SERVING = Pattern.compile("\\S+ serving on (\\S+)");

    private static final String REASON = "cannot start: ";

    private final ServiceName name;
    private final Process process;
    private final Path log;
    private final CompletableFuture<Address> address = new CompletableFuture<>();

    private ChildProcess(ServiceName name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static ChildProcess start(ServiceName name, ServiceProgram program, DataFolder data, Map<String, String> settings) {
        Path log = data.log(name);
        ProcessBuilder builder = new ProcessBuilder(program.command(name));
        ChildEnvironment.apply(builder.environment(), settings);
        builder.directory(data.path().toFile());
        builder.redirectError(log.toFile());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            ChildProcess child = new ChildProcess(name, process, log);
            child.listen();
            return child;
        } catch (IOException e) {
            throw new ServiceError(ServiceError.Kind.UNAVAILABLE, name.label() + " cannot be started with " + builder.command().get(0), e);
        }
    }

    /** Where it serves, once it does; fails with a {@link ServiceError} if it stops before. */
    CompletableFuture<Address> address() {
        return address;
    }

    /** What to say of a child that neither serves nor stops. */
    ServiceError silent(Duration waited) {
        return failed("does not serve after " + waited.toMillis() / 1000.0 + " s");
    }

    void terminate() {
        process.destroy();
    }

    /** Waits until it is gone; from {@code deadlineNanos} on by force. */
    void awaitEnd(long deadlineNanos) {
        boolean interrupted = false;
        try {
            process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        process.destroyForcibly();
        process.onExit().join();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        Thread listener = new Thread(this::readOutput, name.label() + "-output");
        listener.setDaemon(true);
        listener.start();
    }

    /** Reads to the end, because a child whose output nobody reads stops at a full pipe. */
    private void readOutput() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher serving = SERVING.matcher(line);
                if (serving.matches()) {
                    address.complete(Address.parse(serving.group(1)));
                }
            }
            address.completeExceptionally(failed("stopped with exit code " + process.onExit().join().exitValue() + " before it served"));
        } catch (IOException | IllegalArgumentException e) {
            address.completeExceptionally(failed("says nothing that can be understood"));
        }
    }

    private ServiceError failed(String what) {
        return new ServiceError(ServiceError.Kind.UNAVAILABLE, name.label() + " " + what + "; its log " + log + " says: " + lastLogLine());
    }

    /** The last line, or the last one that says why a start failed: a stack trace may follow it. */
    private String lastLogLine() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((last, next) -> last.startsWith(REASON) && !next.startsWith(REASON) ? last : next)
                    .orElse("(empty)");
        } catch (IOException | UncheckedIOException e) {
            return "(unreadable)";
        }
    }
}
