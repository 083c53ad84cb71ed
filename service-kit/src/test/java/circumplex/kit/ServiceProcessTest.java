package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.database.DatabaseSettings;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A service as a process of its own. */
class ServiceProcessTest {

    private static final Map<String, String> ENDPOINT = Map.of("KIT_TEST_ENDPOINT", "true");

    @TempDir
    private Path folder;

    @Test
    void saysInOneLineWhereItServesAndEndsWhenItIsTold() {
        try (ChildProcess child = ChildProcess.start(folder, ENDPOINT)) {
            assertThat(child.ready()).matches("kittest-svc serving on 127\\.0\\.0\\.1:[0-9]+");
            assertThat(rank(child)).isEqualTo(RankPostsResponse.getDefaultInstance());
            assertThat(folder.resolve("kittest.mv.db")).exists();

            child.stop();
            assertThat(child.exitCode()).isZero();
            assertThat(child.out()).hasSize(1);
            assertThat(child.err()).allMatch(line -> line.contains(" INFO "));
        }
    }

    @Test
    void rehearsesItsStartAndEnds() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        try (ChildProcess child = ChildProcess.start(
                folder,
                Map.of(
                        "KIT_TEST_ENDPOINT", "true",
                        "CIRCUMPLEX_STOP_WHEN_SERVING", "true",
                        "GRPC_SERVER_PORT", "1",
                        "KITTEST_DB_URL", "jdbc:postgresql://127.0.0.1:1/production",
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"),
                "-Djava.io.tmpdir=" + temporary)) {
            assertThat(child.exitCode()).as(() -> "standard error: " + child.err()).isZero();
            assertThat(child.out()).singleElement().asString().startsWith("kittest-svc serving on ");
            assertThat(child.err()).anyMatch(line -> line.contains(" metrics at http://127.0.0.1:"));
            assertThat(child.err()).anyMatch(line -> line.contains(" admin at 127.0.0.1:"));
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files).as("a build touches no data, and leaves none")
                        .noneMatch(file -> file.toString().endsWith(".mv.db") || file.toString().contains("rehearsal"));
            }
        }
    }

    @Test
    void servesWithoutADatabaseOnItsClassPath() {
        try (ChildProcess child = ChildProcess.start(
                folder,
                ENDPOINT,
                jar -> !jar.matches(".*/(micronaut-data|micronaut-jdbc|flyway|HikariCP|h2-|postgresql-)[^/]*"))) {
            child.ready();

            assertThat(rank(child)).isEqualTo(RankPostsResponse.getDefaultInstance());
            assertThat(folder.resolve("kittest.mv.db")).doesNotExist();
        }
    }

    @Test
    void saysInOneLineThatItsPortIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertCannotStart(
                    Map.of("GRPC_SERVER_PORT", Integer.toString(taken.getLocalPort())), 69, "the port is in use: ");
        }
    }

    @Test
    void saysInOneLineThatItsDatabaseFileIsCorrupt() throws IOException {
        Files.write(folder.resolve("kittest.mv.db"), new byte[64 << 10]);

        assertCannotStart(Map.of(), 69, "the database file is corrupt or not one of ours: ");
    }

    @Test
    void saysInOneLineThatAnotherProcessHasItsDatabaseOpen() throws SQLException {
        // As a service opens it: with settings that share a file, both would.
        Map<String, Object> settings = DatabaseSettings.of("kittest", Map.of("CIRCUMPLEX_DATA_DIR", folder.toString()));
        String url = String.valueOf(settings.get("datasources.default.url"));
        try (Connection open = DriverManager.getConnection(url, "sa", "")) {
            assertThat(open.isValid(1)).isTrue();
            assertCannotStart(Map.of(), 69, "another process has the database file open: ");
        }
    }

    @Test
    void saysInOneLineThatItsDatabaseCannotBeReached() throws IOException {
        assertCannotStart(
                Map.of(
                        "KITTEST_DB_URL", "jdbc:postgresql://127.0.0.1:" + HealthTest.freePort() + "/none",
                        "CIRCUMPLEX_DATABASE_WAIT_MILLIS", "1"),
                69,
                "the database server cannot be reached (ConnectException): ");
    }

    @Test
    void saysInOneLineThatItDoesNotKnowHowLongToWaitForItsDatabase() {
        assertCannotStart(
                Map.of("KITTEST_DB_URL", "jdbc:postgresql://127.0.0.1:1/none", "CIRCUMPLEX_DATABASE_WAIT_MILLIS", "15s"),
                78,
                "circumplex.database.wait-millis must be a number in [0, 600000], is '15s'");
    }

    @Test
    void saysInOneLineThatASettingIsWrong() {
        assertCannotStart(
                Map.of("CIRCUMPLEX_LIMITS_MAX_CALLS_PER_CONNECTION", "0"),
                78,
                "circumplex.limits.max-calls-per-connection must be in [1, 100000], is 0");
    }

    @Test
    void doesNotBindToANameThatResolvesElsewhere() throws IOException {
        Path names = Files.writeString(folder.resolve("hosts"), "198.51.100.7 feeds.example\n127.0.0.1 here.example\n");
        assertCannotStart(
                Map.of("GRPC_SERVER_HOST", "feeds.example"),
                78,
                "refusing to bind to 'feeds.example': ",
                "-Djdk.net.hosts.file=" + names);
        assertCannotStart(
                Map.of("GRPC_SERVER_HOST", "unknown.example"),
                78,
                "the address to bind to is unknown: 'unknown.example'",
                "-Djdk.net.hosts.file=" + names);
    }

    /** Logs as gRPC does when something is thrown where nothing should be, and loses a thread to it. */
    @Singleton
    @Requires(property = "kit.test.logged-secret")
    static final class LoggedSecret implements WarmUp {

        private final String secret;

        LoggedSecret(@Property(name = "kit.test.logged-secret") String secret) {
            this.secret = secret;
        }

        @Override
        public void warmUp() {
            IllegalStateException failure = new IllegalStateException(secret, new SQLException("Key (" + secret + ")"));
            java.util.logging.Logger.getLogger("io.grpc.test").log(java.util.logging.Level.SEVERE, "by the JDK", failure);
            LoggerFactory.getLogger("io.micronaut.test").error("by a library", failure);
            Thread lost = new Thread(
                    () -> {
                        throw failure;
                    },
                    "lost");
            lost.start();
            while (lost.isAlive()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void logsExceptionsOfLibrariesWithoutTheirMessages() {
        try (ChildProcess child = ChildProcess.start(folder, Map.of("KIT_TEST_LOGGED_SECRET", "what-ann-wrote"))) {
            child.ready();

            assertThat(child.err()).noneMatch(line -> line.contains("what-ann-wrote"));
            assertThat(child.err()).filteredOn(line -> line.contains(" ERROR ")).satisfiesExactly(
                    line -> assertThat(line).endsWith("by the JDK"),
                    line -> assertThat(line).endsWith("by a library"),
                    line -> assertThat(line).endsWith("thread lost ended by a failure"));
            assertThat(child.err()).filteredOn("java.lang.IllegalStateException"::equals).hasSize(3);
            assertThat(child.err()).filteredOn("caused by java.sql.SQLException"::equals).hasSize(3);
        }
    }

    @Test
    void endsWhenItsParentIsKilled() throws IOException {
        Process parent = new ProcessBuilder("sleep", "600").start();
        try (ChildProcess child =
                ChildProcess.start(folder, Map.of("CIRCUMPLEX_PARENT_PID", Long.toString(parent.pid())))) {
            child.ready();
            parent.destroyForcibly();

            assertThat(child.exitCode()).isZero();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void doesNotStayWhereItsParentIsGoneAlready() throws Exception {
        Process parent = new ProcessBuilder("true").start();
        assertThat(parent.waitFor(30, TimeUnit.SECONDS)).isTrue();
        try (ChildProcess child =
                ChildProcess.start(folder, Map.of("CIRCUMPLEX_PARENT_PID", Long.toString(parent.pid())))) {
            assertThat(child.exitCode()).isZero();
            assertThat(child.out()).isEmpty();
        }
    }

    @Test
    void saysInOneLineThatItsParentIsNoProcess() {
        assertCannotStart(Map.of("CIRCUMPLEX_PARENT_PID", "launcher"), 78, "CIRCUMPLEX_PARENT_PID must be a process id");
    }

    private void assertCannotStart(Map<String, String> environment, int exitCode, String sentence, String... options) {
        try (ChildProcess child = ChildProcess.start(folder, environment, options)) {
            assertThat(child.exitCode()).as(() -> String.join("\n", child.err())).isEqualTo(exitCode);
            assertThat(child.err()).singleElement().asString().startsWith("cannot start: " + sentence);
            assertThat(child.out()).isEmpty();
        }
    }

    private static RankPostsResponse rank(ChildProcess child) {
        String ready = child.ready();
        ManagedChannel channel = NettyChannelBuilder.forTarget(ready.substring(ready.lastIndexOf(' ') + 1))
                .usePlaintext()
                .build();
        try {
            return RankerServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(Duration.ofSeconds(10))
                    .rankPosts(TestServer.REQUEST);
        } finally {
            channel.shutdownNow();
        }
    }
}
