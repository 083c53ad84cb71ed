package circumplex.cli.installation;

import circumplex.cli.services.DataFolder;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceError;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes the four services of a data folder run: starts those that do not, all at once, and waits until each serves. A start that
 * fails, or is interrupted, stops what it has started and nothing else.
 */
public final class StartServices {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 50;

    private final ServiceProgram program;
    private final Map<String, String> environment;
    private final Duration startLimit;
    private final List<RunFile> started = new ArrayList<>();
    private boolean interrupted;

    /** @param environment what the services see of the world, except for places */
    public StartServices(Map<String, String> environment) {
        this(Distribution.ofThisProgram(JvmProfile.LASTING), environment, START_LIMIT);
    }

    StartServices(ServiceProgram program, Map<String, String> environment, Duration startLimit) {
        this.program = program;
        this.environment = Map.copyOf(environment);
        this.startLimit = startLimit;
    }

    /**
     * What runs now.
     *
     * @param wanted the ports to use; absent means those of before, or the default ones
     */
    public Started start(Path folder, Optional<PortPlan> wanted) {
        RunFolder runs = RunFolder.of(folder);
        try (RunLock lock = RunLock.take(runs, startLimit.plus(STOP_LIMIT))) {
            List<RunFile> running = runs.files().stream().filter(RunFile::isAlive).toList();
            PortPlan ports = ports(runs, running, wanted);
            List<ServiceName> missing = PortPlan.ORDER.stream()
                    .filter(service -> running.stream().noneMatch(file -> file.service() == service))
                    .toList();
            missing.forEach(service -> FreePort.require(service, ports, runs));
            Thread atExit = new Thread(() -> interrupt(runs), "stop-started");
            Runtime.getRuntime().addShutdownHook(atExit);
            startAll(missing, ports, runs);
            forget(atExit);
            return new Started(runs.files(), missing);
        }
    }

    private void startAll(List<ServiceName> missing, PortPlan ports, RunFolder runs) {
        try {
            DataFolder data = DataFolder.lasting(runs.data());
            List<LastingProcess> starting = new ArrayList<>();
            missing.forEach(service -> starting.add(launch(service, ports, data, runs)));
            awaitServing(starting);
        } catch (RuntimeException e) {
            undo(runs);
            throw e;
        }
    }

    private synchronized LastingProcess launch(ServiceName service, PortPlan ports, DataFolder data, RunFolder runs) {
        if (interrupted) {
            throw new ServiceError(ServiceError.Kind.UNAVAILABLE, "interrupted while services start");
        }
        LastingProcess process = LastingProcess.start(service, program, ports, data, environment);
        started.add(process.file());
        runs.write(process.file());
        return process;
    }

    private void awaitServing(List<LastingProcess> starting) {
        long deadline = System.nanoTime() + startLimit.toNanos();
        List<LastingProcess> waiting = new ArrayList<>(starting);
        while (!waiting.isEmpty()) {
            waiting.removeIf(LastingProcess::isServing);
            if (!waiting.isEmpty() && System.nanoTime() - deadline > 0) {
                throw waiting.get(0).silent(startLimit.toSeconds());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServiceError(ServiceError.Kind.UNAVAILABLE, "interrupted while services start", e);
            }
        }
    }

    private void interrupt(RunFolder runs) {
        synchronized (this) {
            interrupted = true;
        }
        undo(runs);
    }

    private synchronized void undo(RunFolder runs) {
        StopProcesses.stop(started, STOP_LIMIT);
        started.forEach(file -> runs.remove(file.service()));
        started.clear();
    }

    private void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending already: what was started is being stopped.
        }
        synchronized (this) {
            started.clear();
        }
    }

    /** Those of what runs; else those that are wanted; else those of what ran before. */
    private static PortPlan ports(RunFolder runs, List<RunFile> running, Optional<PortPlan> wanted) {
        Optional<PortPlan> before = runs.ports();
        if (!running.isEmpty() && wanted.isPresent() && !before.equals(wanted)) {
            throw new ServiceError(
                    ServiceError.Kind.UNAVAILABLE,
                    "the services of " + runs.data() + " run on port base " + before.map(PortPlan::base).orElseThrow()
                            + "; stop them with ./circumplex down, or name another folder with --data");
        }
        return wanted.or(() -> before).orElse(PortPlan.DEFAULT);
    }
}
