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
import java.util.stream.Stream;
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
                    "CIRCUMPLEX_DRAIN_QUIET_MILLIS=0",
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
        terminate("serve", "serve", 4);
    }

    @Test
    void stopsItsServicesWhenTheProgramIsTerminatedWhileTheyStart() throws IOException, InterruptedException {
        // The start fails because the ranker is stopped, and the classifier takes its time: the folder goes all the same.
        terminate("stubborn", "silent", 3);
    }

    private static void terminate(String classifier, String ranker, int count) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Distribution.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        classifier,
                        ranker)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path data = Path.of(program.inputReader().readLine());
        awaitReady(data, count);
        List<ProcessHandle> children = program.children().toList();

        program.destroy();

        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(children).hasSize(count).noneMatch(ProcessHandle::isAlive);
        assertThat(data).doesNotExist();
    }

    private static void awaitReady(Path data, int count) {
        long deadline = System.nanoTime() + LONG.toNanos();
        long ready = 0;
        while (ready < count) {
            assertThat(System.nanoTime()).as("time for " + count + " services, " + ready + " are ready").isLessThan(deadline);
            Thread.onSpinWait();
            ready = Stream.of(ServiceName.values()).filter(name -> Files.exists(data.resolve(name.label() + ".ready"))).count();
        }
    }

    /** A program that prints a temporary folder, starts services in it, and waits for its end. */
    static final class Starter {
        public static void main(String[] args) throws InterruptedException {
            DataFolder data = DataFolder.temporary(Path.of(System.getProperty("java.io.tmpdir")));
            System.out.println(data.path());
            ServiceProgram program = program(Map.of(ServiceName.CLASSIFIER, args[0], ServiceName.RANKER, args[1]));
            try (LocalServices services = new LocalServices(program, data, LONG, SHORT)) {
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
