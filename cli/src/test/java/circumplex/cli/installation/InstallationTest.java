package circumplex.cli.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import circumplex.cli.services.Health;
import circumplex.cli.services.ServiceError;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that outlive their command: real processes, with a small program in the place of each service. */
final class InstallationTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    private Path temporary;

    private Path data;
    private PortPlan ports;

    @BeforeEach
    void choose() throws IOException {
        data = temporary.resolve("a folder");
        ports = Fakes.ports();
    }

    @AfterEach
    void nothingIsLeft() {
        StopServices.stop(data, Duration.ZERO);
    }

    @Test
    void startsFourAndLooksAtThemAndStopsTheGatewayFirst() throws IOException {
        Started started = start(Map.of());

        assertThat(started.newly()).containsExactlyElementsOf(PortPlan.ORDER);
        assertThat(InspectServices.inspect(data)).allSatisfy(state -> {
            assertThat(state.serves()).isTrue();
            assertThat(state.words()).isEqualTo("serving");
            assertThat(state.uptime(Instant.now()).orElseThrow()).isPositive();
            assertThat(state.residentBytes().orElse(1)).isPositive();
        });
        assertThat(Files.readAllLines(data.resolve("classifier-svc.env")))
                .contains(
                        "CLASSIFIER_PORT=" + (ports.base() + 1),
                        "CLASSIFIER_ADMIN_PORT=" + (ports.base() + 11),
                        "CLASSIFIER_METRICS_PORT=" + (ports.base() + 21),
                        "CIRCUMPLEX_DATA_DIR=" + data,
                        "PERSONALIZER_DB_URL=jdbc:postgresql://people",
                        "LOG_FILE=" + data.resolve("logs/classifier-svc.up.log"))
                .noneMatch(line -> line.startsWith("CIRCUMPLEX_PARENT_PID=") || line.startsWith("CLASSIFIER_HOST="));
        assertThat(Files.readAllLines(data.resolve("gateway.env"))).contains("RANKER_ADDRESS=127.0.0.1:" + (ports.base() + 3));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("run")))).isEqualTo("rwx------");
        assertThat(RunningInstallation.find(data, ServiceName.GATEWAY)).hasToString("Optional[127.0.0.1:" + ports.base() + "]");

        assertThat(StopServices.stop(data, LONG)).hasSize(4).allSatisfy((service, outcome) -> assertThat(outcome).isEqualTo(StopOutcome.STOPPED));

        assertThat(Files.readAllLines(data.resolve("gateway.stopped"))).isEmpty();
        assertThat(Files.readAllLines(data.resolve("ranker-svc.stopped"))).contains("gateway.stopped");
        assertThat(started.files()).noneMatch(RunFile::isAlive);
        assertThat(RunFolder.of(data).isEmpty()).isTrue();
        assertThat(StopServices.stop(data, LONG)).isEmpty();
        assertThat(RunningInstallation.find(data, ServiceName.GATEWAY)).isEmpty();
    }

    @Test
    void startsOnlyWhatIsMissing() throws IOException {
        Started first = start(Map.of());
        kill(ServiceName.RANKER);

        assertThat(InspectServices.inspect(data)).extracting(ServiceState::words).containsExactly("serving", "serving", "serving", "died");
        assertThatExceptionOfType(ServiceError.class)
                .isThrownBy(() -> RunningInstallation.find(data, ServiceName.RANKER))
                .withMessageContaining("ranker-svc of " + data + " does not run, but gateway does; start what is missing with ./circumplex up");

        Started second = new StartServices(Fakes.program(Map.of()), environment(), LONG).start(data, Optional.empty());
        assertThat(second.newly()).containsExactly(ServiceName.RANKER);
        assertThat(second.files().subList(0, 3)).isEqualTo(first.files().subList(0, 3));
        assertThat(start(Map.of()).newly()).isEmpty();

        assertThatExceptionOfType(ServiceError.class)
                .isThrownBy(() -> new StartServices(Fakes.program(Map.of()), environment(), LONG)
                        .start(data, Optional.of(new PortPlan(ports.base() + 1))))
                .withMessageContaining("run on port base " + ports.base());
    }

    @Test
    void startsEverythingOnceForTwoCommandsAtOnce() {
        CompletableFuture<Started> one = CompletableFuture.supplyAsync(() -> start(Map.of()));
        CompletableFuture<Started> other = CompletableFuture.supplyAsync(() -> start(Map.of()));

        assertThat(one.join().files()).isEqualTo(other.join().files());
        assertThat(List.of(one.join().newly().size(), other.join().newly().size())).containsExactlyInAnyOrder(4, 0);
    }

    @Test
    void stopsWhatItHasStartedWhenAStartFails() {
        assertThatExceptionOfType(ServiceError.class)
                .isThrownBy(() -> start(Map.of(ServiceName.PERSONALIZER, "die")))
                .withMessage("personalizer-svc stopped with exit code 69 before it served; its log "
                        + data.resolve("logs/personalizer-svc.start.log") + " says: cannot start: the stars are wrong")
                .satisfies(error -> assertThat(error.kind()).isEqualTo(ServiceError.Kind.UNAVAILABLE));
        assertThat(RunFolder.of(data).isEmpty()).isTrue();
        assertThat(PortPlan.ORDER).allMatch(service -> PortHolder.isFree(ports.port(service)));
    }

    @Test
    void leavesAloneWhatRanBeforeAStartThatFails() throws IOException {
        Started before = start(Map.of());
        kill(ServiceName.RANKER);

        assertThatExceptionOfType(ServiceError.class)
                .isThrownBy(() -> new StartServices(Fakes.program(Map.of(ServiceName.RANKER, "silent")), environment(), SHORT)
                        .start(data, Optional.empty()))
                .withMessageContaining("ranker-svc does not serve after 1 s");
        assertThat(before.files().subList(0, 3)).allMatch(RunFile::isAlive);
        assertThat(RunFolder.of(data).files()).isEqualTo(before.files().subList(0, 3));
    }

    @Test
    void waitsForHealthAndNotOnlyForThePort() throws IOException {
        // A machine that is too busy to have all ports open by then gets more time.
        for (int seconds = 4; !listensInVain(seconds); seconds *= 2) {
            assertThat(seconds).as("time until the port is open, in s").isLessThan(100);
        }
    }

    /** Whether the classifier was waited for although its port was open. */
    private boolean listensInVain(int seconds) throws IOException {
        Path listens = data.resolve("classifier-svc.listens");
        Files.deleteIfExists(listens);
        Instant begun = Instant.now();
        StartServices start =
                new StartServices(Fakes.program(Map.of(ServiceName.CLASSIFIER, "refuse")), environment(), Duration.ofSeconds(seconds));
        String message = String.valueOf(catchThrowableOfType(ServiceError.class, () -> start.start(data, Optional.of(ports))));
        return message.contains("classifier-svc does not serve after " + seconds + " s") && Files.exists(listens)
                && Files.getLastModifiedTime(listens).toInstant().isBefore(begun.plusSeconds(seconds));
    }

    @Test
    void namesWhoHasAPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(ports.port(ServiceName.RANKER), 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(ServiceError.class)
                    .isThrownBy(() -> start(Map.of()))
                    .withMessageContaining("port " + taken.getLocalPort() + " for ranker-svc is taken by pid " + ProcessHandle.current().pid()
                            + " (java")
                    .withMessageContaining("--port-base");
        }
        assertThat(RunFolder.of(data).isEmpty()).isTrue();
    }

    @Test
    void killsWhatDoesNotStop() {
        start(Map.of(ServiceName.GATEWAY, "stubborn"));

        assertThat(StopServices.stop(data, SHORT))
                .containsEntry(ServiceName.GATEWAY, StopOutcome.KILLED)
                .containsEntry(ServiceName.RANKER, StopOutcome.STOPPED);
        assertThat(PortHolder.isFree(ports.base())).isTrue();
    }

    @Test
    void neverStopsAStrangerThatHasTheNumberOfAService() throws IOException, InterruptedException {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            RunFolder runs = RunFolder.of(data);
            ProcessMark own = ProcessMark.of(stranger.pid()).orElseThrow();
            RunFile stale = new RunFile(
                    ServiceName.GATEWAY,
                    new ProcessMark(own.pid(), own.start() + "0"),
                    LastingEnvironment.address(ServiceName.GATEWAY, ports),
                    ports.adminPort(ServiceName.GATEWAY),
                    ports.metricsPort(ServiceName.GATEWAY),
                    Instant.now(),
                    "circumplex-gateway.jar",
                    Instant.EPOCH);
            runs.create();
            runs.write(stale);

            assertThat(RunningInstallation.find(data, ServiceName.GATEWAY)).isEmpty();
            assertThat(InspectServices.inspect(data).get(0).words()).isEqualTo("died");
            assertThat(StopServices.stop(data, SHORT)).isEqualTo(Map.of(ServiceName.GATEWAY, StopOutcome.WAS_GONE));
            assertThat(stranger.waitFor(500, TimeUnit.MILLISECONDS)).as("the stranger has ended").isFalse();
            assertThat(own.isAlive()).isTrue();
            assertThat(runs.isEmpty()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void readsNothingFromATornRunFileAndClearsIt() throws IOException {
        RunFolder runs = RunFolder.of(data);
        runs.create();
        Path file = Files.writeString(data.resolve("run/gateway.json"), "{\"service\":\"gateway\",\"pid\":");

        assertThat(runs.files()).isEmpty();
        assertThat(runs.unreadable()).containsExactly(file);
        assertThat(InspectServices.inspect(data)).allMatch(state -> state.health() == Health.UNREACHABLE && !state.running());
        StopServices.stop(data, SHORT);
        assertThat(file).doesNotExist();
    }

    @Test
    void leavesServicesBehindInASessionOfTheirOwn() throws IOException, InterruptedException {
        Process command = command("serve");
        assertThat(command.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(command.exitValue()).isZero();

        List<RunFile> files = RunFolder.of(data).files();
        assertThat(files).hasSize(4).allMatch(RunFile::isAlive);
        for (RunFile file : files) {
            String stat = Files.readString(Path.of("/proc/" + file.process().pid() + "/stat"));
            String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
            assertThat(session).isEqualTo(Long.toString(file.process().pid()));
        }
    }

    @Test
    void stopsWhatItHasStartedWhenItIsInterrupted() throws IOException, InterruptedException {
        Process command = command("silent");
        await(() -> RunFolder.of(data).files().size() == 4 && Files.exists(data.resolve("ranker-svc.env")));
        List<RunFile> files = RunFolder.of(data).files();
        command.destroy();

        assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(files).noneMatch(RunFile::isAlive);
        assertThat(RunFolder.of(data).isEmpty()).isTrue();
    }

    /** A program that starts services and ends. */
    static final class Command {
        public static void main(String[] args) {
            Map<ServiceName, String> behaviour = Map.of(ServiceName.RANKER, args[2]);
            new StartServices(Fakes.program(behaviour), Map.of("PATH", System.getenv("PATH")), LONG)
                    .start(Path.of(args[0]), Optional.of(new PortPlan(Integer.parseInt(args[1]))));
        }
    }

    private Process command(String ranker) throws IOException {
        List<String> command = new ArrayList<>(Fakes.program(Map.of()).command(ServiceName.GATEWAY).subList(0, 8));
        command.addAll(List.of(Command.class.getName(), data.toString(), Integer.toString(ports.base()), ranker));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private Started start(Map<ServiceName, String> behaviour) {
        return new StartServices(Fakes.program(behaviour), environment(), LONG).start(data, Optional.of(ports));
    }

    private static Map<String, String> environment() {
        return Map.of(
                "PATH", System.getenv("PATH"),
                "CIRCUMPLEX_PARENT_PID", "1",
                "CLASSIFIER_HOST", "0.0.0.0",
                "PERSONALIZER_DB_URL", "jdbc:postgresql://people");
    }

    private void kill(ServiceName service) {
        RunFile file = RunFolder.of(data).running(service).orElseThrow();
        file.process().handle().orElseThrow().destroyForcibly();
        await(() -> !file.isAlive());
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
