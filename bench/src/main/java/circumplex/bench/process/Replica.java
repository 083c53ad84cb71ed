package circumplex.bench.process;

import circumplex.cli.services.Address;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One service process of a trial: it can be started, told to end, killed, paused, and started again on the same port with the same
 * data. Its folder holds the database, and for every start what it wrote to standard output and standard error.
 */
public final class Replica implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final ServiceName service;
    private final List<String> command;
    private final Map<String, String> settings;
    private final Path folder;
    private final Address address;
    private @Nullable Process process;
    private @Nullable Process slowing;
    private int starts;

    /**
     * Starts nothing yet.
     *
     * @param folder its own folder; made if it is missing
     * @param settings environment variables on top of those that every replica gets
     */
    public Replica(ServiceProgram program, ServiceName service, Path folder, Map<String, String> settings) {
        this.service = service;
        this.command = program.command(service);
        this.folder = folder.toAbsolutePath();
        this.address = new Address("127.0.0.1", Ports.free());
        this.settings = new HashMap<>(Map.of(
                service.name() + "_PORT", Integer.toString(address.port()),
                service.name() + "_METRICS_PORT", "-1",
                service.name() + "_ADMIN_PORT", "-1",
                // A trial that does not ask for the quiet period does not wait for it.
                "CIRCUMPLEX_DRAIN_QUIET_MILLIS", "0",
                "CIRCUMPLEX_DATA_DIR", this.folder.toString(),
                "CIRCUMPLEX_PARENT_PID", Long.toString(ProcessHandle.current().pid())));
        this.settings.putAll(settings);
    }

    public ServiceName service() {
        return service;
    }

    /** Where it listens whenever it runs. */
    public Address address() {
        return address;
    }

    /** Where it shows its metrics; -1 if its settings do not say. */
    public int metricsPort() {
        return Integer.parseInt(settings.getOrDefault(service.name() + "_METRICS_PORT", "-1"));
    }

    public Path folder() {
        return folder;
    }

    /** Starts the process and returns at once. */
    public Replica launch() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException(this + " runs already");
        }
        starts++;
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out().toFile())
                    .redirectError(log().toFile());
            Surroundings.clean(builder.environment());
            JvmProfile.ENVIRONMENT.forEach(builder.environment()::putIfAbsent);
            builder.environment().putAll(settings);
            process = builder.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it says that it serves. */
    public Replica awaitServing() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!text(out()).contains(" serving on ")) {
            if (!running().isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(this + (running().isAlive() ? " does not serve" : " ended with " + running().exitValue())
                        + "; its log says: " + text(log()));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return this;
    }

    public Replica start() {
        return launch().awaitServing();
    }

    /** SIGTERM; returns at once. */
    public void terminate() {
        running().destroy();
    }

    /** SIGKILL; back when it is gone. */
    public void kill() {
        running().destroyForcibly();
        exitCode();
    }

    /** SIGSTOP: it keeps its connections and answers nobody. */
    public void pause() {
        signal("STOP");
    }

    /** SIGSTOP for 300 ms, and 50 ms of work, again and again until {@link #resume}. */
    public void slow() {
        String turns = "while kill -STOP $0; do sleep 0.3; kill -CONT $0; sleep 0.05; done";
        try {
            slowing = new ProcessBuilder("bash", "-c", turns, Long.toString(pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGCONT, for good. */
    public void resume() {
        if (slowing != null) {
            slowing.destroyForcibly().onExit().join();
            slowing = null;
        }
        signal("CONT");
    }

    /** Waits for its end. */
    public int exitCode() {
        try {
            if (!running().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(this + " does not end");
            }
            return running().exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + this + " ends", e);
        }
    }

    public boolean alive() {
        return process != null && process.isAlive();
    }

    public long pid() {
        return running().pid();
    }

    /** Standard error of the last start. */
    public Path log() {
        return folder.resolve(service.label() + "-" + starts + ".err");
    }

    /** Standard output of the last start. */
    public Path out() {
        return folder.resolve(service.label() + "-" + starts + ".out");
    }

    @Override
    public void close() {
        if (slowing != null) {
            slowing.destroyForcibly();
        }
        if (alive()) {
            kill();
        }
    }

    @Override
    public String toString() {
        return service.label() + " at " + address;
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("SIG" + name + " does not reach " + this);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + this + " is signalled", e);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(this + " was not started");
        }
        return process;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
