package circumplex.cli.installation;

import circumplex.cli.services.Address;
import circumplex.cli.services.DataFolder;
import circumplex.cli.services.Health;
import circumplex.cli.services.HealthClient;
import circumplex.cli.services.ServiceError;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One service on its way from a process to serving. It is in a session of its own, so that neither Ctrl-C nor the end of the terminal
 * reaches it, and it writes to files, because a pipe would break with the command.
 */
final class LastingProcess {

    private final ServiceName service;
    private final Process process;
    private final RunFile file;
    private final StartLog startLog;

    private LastingProcess(ServiceName service, Process process, RunFile file, StartLog startLog) {
        this.service = service;
        this.process = process;
        this.file = file;
        this.startLog = startLog;
    }

    /** @throws ServiceError if there is no such program, or it ends at once */
    static LastingProcess start(ServiceName service, ServiceProgram program, PortPlan ports, DataFolder data, Map<String, String> settings) {
        List<String> command = detached(program.command(service));
        StartLog log = StartLog.of(data.path(), service);
        ProcessBuilder builder = new ProcessBuilder(command).directory(data.path().toFile());
        builder.environment().keySet().retainAll(settings.keySet());
        builder.environment().putAll(settings);
        LastingEnvironment.apply(builder.environment(), service, ports, data);
        builder.redirectErrorStream(true).redirectOutput(log.file().toFile()).redirectInput(ProcessBuilder.Redirect.from(nothing()));
        try {
            Path jar = program.jar(service).orElse(Path.of(command.get(0)));
            Instant built = Build.timeOf(jar);
            Process process = builder.start();
            ProcessMark mark = ProcessMark.of(process.pid())
                    .orElseThrow(() -> failed(service, "stopped as soon as it was started", log));
            Address address = LastingEnvironment.address(service, ports);
            RunFile file = new RunFile(
                    service,
                    mark,
                    address,
                    ports.adminPort(service),
                    ports.metricsPort(service),
                    Instant.now(),
                    jar.toString(),
                    built);
            return new LastingProcess(service, process, file, log);
        } catch (IOException e) {
            throw new ServiceError(ServiceError.Kind.UNAVAILABLE, service.label() + " cannot be started with " + command.get(0), e);
        }
    }

    RunFile file() {
        return file;
    }

    /**
     * Whether it serves: it said so itself, which nobody else at its port can do for it, and its health agrees.
     *
     * @throws ServiceError if it has stopped
     */
    boolean isServing() {
        boolean announced = startLog.saysThatItServes();
        if (!process.isAlive()) {
            throw failed(service, "stopped with exit code " + process.exitValue() + " before it served", startLog);
        }
        if (!announced) {
            return false;
        }
        try (HealthClient health = new HealthClient(service, file.address())) {
            return health.process() == Health.SERVING;
        }
    }

    /** What to say of one that neither serves nor stops. */
    ServiceError silent(long seconds) {
        return failed(service, "does not serve after " + seconds + " s", startLog);
    }

    private static ServiceError failed(ServiceName service, String what, StartLog log) {
        return new ServiceError(
                ServiceError.Kind.UNAVAILABLE, service.label() + " " + what + "; its log " + log.file() + " says: " + log.lastWords());
    }

    /** {@code setsid} replaces itself by the program, so the number of the process stays. */
    private static List<String> detached(List<String> command) {
        List<String> detached = new ArrayList<>();
        Stream.of("setsid", "nohup").flatMap(tool -> onPath(tool).stream()).findFirst().ifPresent(detached::add);
        detached.addAll(command);
        return detached;
    }

    private static Optional<String> onPath(String tool) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(java.io.File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static java.io.File nothing() {
        return new java.io.File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
