package circumplex.cli.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalServicesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    private Path temporary;

    @Test
    void startsAllAndTellsTheGatewayWhereTheOthersAre() throws IOException {
        Path data = temporary.resolve("new folder/data");
        try (LocalServices services = services(data, Map.of(), LONG, LONG)) {
            assertThat(services.startAll()).hasToString("127.0.0.1:4007");
            assertThat(settings(data, "gateway")).contains(
                    "GATEWAY_PORT=0",
                    "CIRCUMPLEX_DATA_DIR=" + data,
                    "CIRCUMPLEX_PARENT_PID=" + ProcessHandle.current().pid(),
                    "CLASSIFIER_ADDRESS=127.0.0.1:4014",
                    "PERSONALIZER_ADDRESS=127.0.0.1:4016",
                    "RANKER_ADDRESS=127.0.0.1:4010");
            assertThat(settings(data, "ranker-svc")).contains("RANKER_PORT=0").doesNotContain("GATEWAY_PORT=0");
            assertThat(alive(ProcessHandle.current())).isEqualTo(4);
        }
        assertThat(alive(ProcessHandle.current())).isZero();
        assertThat(data.resolve("logs/ranker-svc.log")).content().contains("a line of log");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data))).isEqualTo("rwx------");
    }

    @Test
    void startsTheClassifierAlone() {
        try (LocalServices services = services(temporary, Map.of(), LONG, LONG)) {
            assertThat(services.startClassifier()).hasToString("127.0.0.1:4014");
            assertThat(alive(ProcessHandle.current())).isEqualTo(1);
        }
        assertThat(alive(ProcessHandle.current())).isZero();
    }

    @Test
    void saysWhyAServiceDoesNotStartAndStopsTheOthers() {
        try (LocalServices services = services(temporary, Map.of(ServiceName.RANKER, "die"), LONG, LONG)) {
            assertThatExceptionOfType(ServiceError.class)
                    .isThrownBy(services::startAll)
                    .withMessage("ranker-svc stopped with exit code 69 before it served; its log "
                            + temporary.resolve("logs/ranker-svc.log") + " says: cannot start: the port is in use")
                    .satisfies(error -> assertThat(error.kind()).isEqualTo(ServiceError.Kind.UNAVAILABLE));
        }
        assertThat(alive(ProcessHandle.current())).isZero();
    }

    @Test
    void doesNotWaitForAServiceThatNeverServes() {
        try (LocalServices services = services(temporary, Map.of(ServiceName.CLASSIFIER, "silent"), SHORT, LONG)) {
            assertThatExceptionOfType(ServiceError.class)
                    .isThrownBy(services::startClassifier)
                    .withMessage("classifier-svc does not serve after 1.0 s; its log "
                            + temporary.resolve("logs/classifier-svc.log") + " says: a line of log");
        }
        assertThat(alive(ProcessHandle.current())).isZero();
    }

    @Test
    void doesNotUnderstandAnAddressThatIsNone() {
        try (LocalServices services = services(temporary, Map.of(ServiceName.CLASSIFIER, "babble"), LONG, LONG)) {
            assertThatExceptionOfType(ServiceError.class)
                    .isThrownBy(services::startClassifier)
                    .withMessageContaining("classifier-svc says nothing that can be understood");
        }
    }

    @Test
    void killsAServiceThatDoesNotStop() {
        LocalServices services = services(temporary, Map.of(ServiceName.CLASSIFIER, "stubborn"), LONG, SHORT);
        services.startClassifier();
        services.close();
        assertThat(alive(ProcessHandle.current())).isZero();
    }

    @Test
    void startsNothingOnceItIsClosed() {
        LocalServices services = services(temporary, Map.of(), LONG, LONG);
        services.close();
        services.close();
        assertThatExceptionOfType(ServiceError.class).isThrownBy(services::startClassifier);
    }

    @Test
    void removesItsTemporaryFolderUnlessAMessageNamesALogInIt() {
        DataFolder forgotten = DataFolder.temporary(temporary);
        try (LocalServices services = new LocalServices(program(Map.of()), forgotten, LONG, LONG)) {
            services.startClassifier();
        }
        assertThat(forgotten.path()).doesNotExist();

        DataFolder kept = DataFolder.temporary(temporary);
        try (LocalServices services = new LocalServices(program(Map.of(ServiceName.CLASSIFIER, "die")), kept, LONG, LONG)) {
            assertThatExceptionOfType(ServiceError.class).isThrownBy(services::startClassifier);
        }
        assertThat(kept.log(ServiceName.CLASSIFIER)).exists();
    }

    @Test
    void stopsItsServicesWhenTheProgramIsTerminated() throws IOException, InterruptedException {
        terminate("serve", 4);
    }

    @Test
    void stopsItsServicesWhenTheProgramIsTerminatedWhileTheyStart() throws IOException, InterruptedException {
        terminate("silent", 3);
    }

    private static void terminate(String ranker, int count) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Distribution.java(), "-cp", System.getProperty("java.class.path"), Starter.class.getName(), ranker)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path data = Path.of(program.inputReader().readLine());
        List<ProcessHandle> children = awaitChildren(program, count);

        program.destroy();

        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(data).doesNotExist();
    }

    private static List<ProcessHandle> awaitChildren(Process program, int count) {
        long deadline = System.nanoTime() + LONG.toNanos();
        List<ProcessHandle> children = program.children().toList();
        while (children.size() < count) {
            assertThat(System.nanoTime()).as("time for " + count + " children, there are " + children.size()).isLessThan(deadline);
            Thread.onSpinWait();
            children = program.children().toList();
        }
        return children;
    }

    /** A program that prints a temporary folder, starts services in it, and waits for its end. */
    static final class Starter {
        public static void main(String[] args) throws InterruptedException {
            DataFolder data = DataFolder.temporary(Path.of(System.getProperty("java.io.tmpdir")));
            System.out.println(data.path());
            try (LocalServices services = new LocalServices(program(Map.of(ServiceName.RANKER, args[0])), data, LONG, LONG)) {
                services.startAll();
                Thread.currentThread().join();
            }
        }
    }

    private static LocalServices services(Path data, Map<ServiceName, String> behaviour, Duration start, Duration stop) {
        return new LocalServices(program(behaviour), DataFolder.lasting(data), start, stop);
    }

    private static ServiceProgram program(Map<ServiceName, String> behaviour) {
        return service -> List.of(
                Distribution.java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(),
                FakeChild.class.getName(),
                behaviour.getOrDefault(service, "serve"),
                service.label());
    }

    private static List<String> settings(Path data, String service) throws IOException {
        return Files.readAllLines(data.resolve(service + ".env"));
    }

    private static long alive(ProcessHandle parent) {
        return parent.children().filter(ProcessHandle::isAlive).count();
    }
}
