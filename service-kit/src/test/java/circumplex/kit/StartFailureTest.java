package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import circumplex.kit.testing.RunningService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that fails is one sentence with the way out, and an exit code. */
class StartFailureTest {

    private static final long SEED = 90030;

    @TempDir
    private Path folder;

    @Test
    void aPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StartFailure failure = failure(Map.of("grpc.server.port", taken.getLocalPort()));

            assertThat(failure.sentence())
                    .isEqualTo("the port is in use: stop the process that has it, or set KITTEST_PORT to another one"
                            + " (0 takes any free port)");
            assertThat(failure.exitCode()).isEqualTo(69);
        }
    }

    @ParameterizedTest
    @CsvSource({"circumplex.metrics.port, METRICS_PORT", "circumplex.admin.port, ADMIN_PORT"})
    void anotherPortThatIsInUse(String setting, String variable) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StartFailure failure = failure(Map.of(setting, taken.getLocalPort()));

            assertThat(failure.sentence())
                    .isEqualTo("the port is in use: stop the process that has it, or set KITTEST_" + variable
                            + " to another one (0 takes any free port)");
            assertThat(failure.exitCode()).isEqualTo(69);
        }
    }

    @Test
    void anAddressThatCannotBeListenedOn() {
        StartFailure failure = StartFailure.of(
                TestServer.NAME, new IllegalStateException(new IOException(new BindException("Permission denied"))));

        assertThat(failure.sentence())
                .isEqualTo("cannot listen there (Permission denied): check KITTEST_HOST and KITTEST_PORT");
        assertThat(failure.exitCode()).isEqualTo(69);
    }

    @Test
    void aDatabaseFileThatAnotherProcessHasOpen() throws IOException {
        Path file = written();
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
                FileLock lock = open.getChannel().lock()) {
            assertThat(lock.isValid()).isTrue();
            StartFailure failure = failure(Map.of("datasources.default.url", RunningService.fileUrl(folder)));

            assertThat(failure.sentence())
                    .startsWith("another process has the database file open")
                    .contains("CIRCUMPLEX_DATA_DIR", "KITTEST_DB_URL");
            assertThat(failure.exitCode()).isEqualTo(69);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage at the start", "garbage everywhere", "cut to 100 bytes", "a text"})
    void aDatabaseFileThatIsCorruptIsLeftAsItIs(String damage) throws IOException {
        Path file = written();
        byte[] bytes = Files.readAllBytes(file);
        byte[] garbage = new byte[16 << 10];
        new Random(SEED).nextBytes(garbage);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            switch (damage) {
                case "garbage at the start" -> open.write(garbage);
                case "garbage everywhere" -> {
                    for (int written = 0; written < bytes.length; written += garbage.length) {
                        open.write(garbage);
                    }
                }
                case "cut to 100 bytes" -> open.setLength(100);
                default -> {
                    open.setLength(0);
                    open.write("Dear diary".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        byte[] damaged = Files.readAllBytes(file);

        StartFailure failure = failure(Map.of("datasources.default.url", RunningService.fileUrl(folder)));

        assertThat(failure.sentence()).startsWith("the database file is corrupt or not one of ours").contains("KITTEST_DB_URL");
        assertThat(failure.exitCode()).isEqualTo(69);
        assertThat(Files.readAllBytes(file)).as("seed %d", SEED).isEqualTo(damaged);
    }

    @Test
    void aDatabaseServerThatCannotBeReached() throws IOException {
        StartFailure failure =
                failure(Map.of(
                        "datasources.default.url", "jdbc:postgresql://127.0.0.1:" + HealthTest.freePort() + "/none",
                        "circumplex.database.wait-millis", "0"));

        assertThat(failure.sentence())
                .isEqualTo("the database server cannot be reached (ConnectException): start it, or check KITTEST_DB_URL");
        assertThat(failure.exitCode()).isEqualTo(69);
    }

    @Test
    void anythingElseIsADefectWithItsTrace() {
        StartFailure failure = StartFailure.of(TestServer.NAME, new ExceptionInInitializerError("broken"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        failure.print(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(failure.exitCode()).isEqualTo(70);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("cannot start: a defect stopped the start")
                .contains("ExceptionInInitializerError", "StartFailureTest");
    }

    @Test
    void anExpectedFailureIsOneLine() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        StartFailure.of(TestServer.NAME, new IllegalStateException(new SQLException("x", "08001")))
                .print(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).singleElement().asString().startsWith("cannot start: ");
    }

    /** A database file as a service leaves it. */
    private Path written() {
        TestServer.start(Map.of("datasources.default.url", RunningService.fileUrl(folder))).close();
        Path file = folder.resolve("test.mv.db");
        assertThat(file).exists();
        return file;
    }

    private static StartFailure failure(Map<String, Object> settings) {
        Throwable failure = catchThrowable(() -> TestServer.start(settings).close());
        if (failure == null) {
            throw new AssertionError("started with " + settings);
        }
        return StartFailure.of(TestServer.NAME, failure);
    }
}
