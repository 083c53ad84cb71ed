package circumplex.cli.services;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Services as child processes on loopback, for as long as this object is open. Every child listens on port 0 and says which port
 * it got, so no port is chosen before it is taken. Children go when this is closed, when the program ends or is interrupted,
 * and, because they watch their parent, also when the program is killed.
 */
public final class LocalServices implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final ServiceProgram program;
    private final DataFolder data;
    private final Duration startLimit;
    private final Duration stopLimit;
    private final List<ChildProcess> children = new ArrayList<>();
    private final Thread atExit = new Thread(this::interrupted, "stop-services");
    private boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param startLimit how long a service may take to serve
     * @param stopLimit how long a service may take to stop before it is killed
     */
    LocalServices(ServiceProgram program, DataFolder data, Duration startLimit, Duration stopLimit) {
        this.program = program;
        this.data = data;
        this.startLimit = startLimit;
        this.stopLimit = stopLimit;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Services that keep what they know in {@code data}, from one command to the next. */
    public static LocalServices in(Path data) {
        return new LocalServices(Distribution.ofThisProgram(JvmProfile.BRIEF), DataFolder.lasting(data), START_LIMIT, STOP_LIMIT);
    }

    /** Services that forget everything when they are closed. */
    public static LocalServices forgetful() {
        DataFolder data = DataFolder.temporary(Path.of(System.getProperty("java.io.tmpdir")));
        return new LocalServices(Distribution.ofThisProgram(JvmProfile.BRIEF), data, START_LIMIT, STOP_LIMIT);
    }

    /** Starts the classifier alone. */
    public Address startClassifier() {
        return start(List.of(ServiceName.CLASSIFIER), Map.of()).get(0);
    }

    /** Starts the ranker alone. */
    public Address startRanker() {
        return start(List.of(ServiceName.RANKER), Map.of()).get(0);
    }

    /** Starts the three services of a feed request at once, then the gateway with their addresses. */
    public Address startAll() {
        List<ServiceName> stages = List.of(ServiceName.CLASSIFIER, ServiceName.PERSONALIZER, ServiceName.RANKER);
        List<Address> addresses = start(stages, Map.of());
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < stages.size(); i++) {
            settings.put(stages.get(i).addressVariable(), addresses.get(i).toString());
        }
        return start(List.of(ServiceName.GATEWAY), settings).get(0);
    }

    @Override
    public void close() {
        stop();
        data.discard();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending already: the hook does the same.
        }
    }

    private List<Address> start(List<ServiceName> names, Map<String, String> settings) {
        try {
            List<ChildProcess> starting = new ArrayList<>();
            names.forEach(name -> starting.add(launch(name, settings)));
            awaitServing(starting);
            return starting.stream().map(child -> child.address().join()).toList();
        } catch (ServiceError e) {
            data.keep();
            throw e;
        }
    }

    private synchronized ChildProcess launch(ServiceName name, Map<String, String> settings) {
        if (closed) {
            throw new ServiceError(ServiceError.Kind.UNAVAILABLE, "the services are being stopped");
        }
        Map<String, String> all = new HashMap<>(settings);
        all.put(name.portVariable(), "0");
        // Nobody looks into services that live for one command, and the usual ports may be taken by lasting ones.
        all.put(name.name() + "_METRICS_PORT", "-1");
        all.put(name.name() + "_ADMIN_PORT", "-1");
        all.put("CIRCUMPLEX_DATA_DIR", data.path().toString());
        // Its clients are this command, which is done: there is nobody to tell beforehand.
        all.put("CIRCUMPLEX_DRAIN_QUIET_MILLIS", "0");
        ChildProcess child = ChildProcess.start(name, program, data, all);
        children.add(child);
        return child;
    }

    private void awaitServing(List<ChildProcess> starting) {
        CompletableFuture<Void> failure = new CompletableFuture<>();
        List<CompletableFuture<Void>> serving = starting.stream()
                .map(child -> child.address().thenAccept(address -> {}))
                .toList();
        serving.forEach(each -> each.exceptionally(cause -> {
            failure.completeExceptionally(cause);
            return null;
        }));
        CompletableFuture<Void> all = CompletableFuture.allOf(serving.toArray(new CompletableFuture<?>[0]));
        try {
            CompletableFuture.anyOf(all, failure).get(startLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw starting.stream()
                    .filter(child -> !child.address().isDone())
                    .findFirst()
                    .map(child -> child.silent(startLimit))
                    .orElseThrow(() -> new IllegalStateException("every service serves", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceError(ServiceError.Kind.UNAVAILABLE, "interrupted while services start", e);
        } catch (ExecutionException e) {
            throw ServiceError.findIn(e);
        }
    }

    private void stop() {
        List<ChildProcess> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(children);
        }
        ending.forEach(ChildProcess::terminate);
        long deadline = System.nanoTime() + stopLimit.toNanos();
        ending.forEach(child -> child.awaitEnd(deadline));
    }

    /** The program ends in the middle: what fails from now on fails for that, and nobody will read a log of it. */
    private void interrupted() {
        stop();
        data.remove();
    }
}
