package circumplex.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.cli.doctor.Finding.Level;
import circumplex.cli.installation.PortPlan;
import circumplex.cli.installation.ProcessMark;
import circumplex.cli.installation.RunFile;
import circumplex.cli.installation.RunFolder;
import circumplex.cli.installation.ServiceState;
import circumplex.cli.services.Address;
import circumplex.cli.services.Health;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every check is shown what it is there for: the finding has a cause and a fix, and without the fault there is none. */
final class DoctorTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"17.0.15, OK", "25, OK", "21-ea, OK", "11.0.2, FAIL", "1.8.0_402, FAIL"})
    void knowsJavaThatIsTooOld(String version, Level level) {
        assertThat(JavaCheck.run(properties("java.version", version)).level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, OK", "ANSI_X3.4-1968, WARN"})
    void knowsAnEncodingThatLosesCharacters(String charset, Level level) {
        assertThat(CharsetCheck.run(properties("sun.jnu.encoding", charset)).level()).isEqualTo(level);
    }

    @Test
    void knowsJarsThatAreMissingOrOlderThanTheirSources() throws IOException {
        Path dist = Files.createDirectories(folder.resolve("target/dist"));
        assertThat(JarsCheck.run(dist)).matches(finding -> finding.level() == Level.FAIL && finding.cause().contains("circumplex-ranker-svc.jar"));

        for (ServiceName service : ServiceName.values()) {
            Files.createFile(dist.resolve(service.jar()));
        }
        Path cli = Files.createFile(dist.resolve("circumplex-cli.jar"));
        Path built = Files.createFile(folder.resolve("target/build.done"));
        Path pom = Files.createFile(folder.resolve("pom.xml"));
        Path source = Files.createFile(Files.createDirectories(folder.resolve("ranker-svc/src/main")).resolve("A.java"));
        Instant then = Instant.parse("2026-01-01T00:00:00Z");
        for (Path old : List.of(cli, built, pom, source)) {
            Files.setLastModifiedTime(old, FileTime.from(then));
        }
        assertThat(JarsCheck.run(dist).level()).isEqualTo(Level.OK);

        Files.setLastModifiedTime(source, FileTime.from(then.plusSeconds(1)));
        assertThat(JarsCheck.run(dist)).matches(finding -> finding.level() == Level.WARN && finding.cause().contains("newer"));
        assertThat(ClockCheck.run(Clock.fixed(then, ZoneOffset.UTC), dist).level()).isEqualTo(Level.WARN);
        assertThat(ClockCheck.run(Clock.systemUTC(), dist).level()).isEqualTo(Level.OK);
    }

    @Test
    void knowsLimitsThatAreLow() throws IOException {
        Files.createDirectories(folder.resolve("self"));
        Files.writeString(folder.resolve("self/limits"), "Max processes             100     200     processes\nMax open files  unlimited unlimited files\n");
        Files.writeString(folder.resolve("meminfo"), "MemTotal: 9 kB\nMemAvailable:   204800 kB\n");

        assertThat(LimitsCheck.run(folder)).extracting(Finding::level).containsExactly(Level.OK, Level.WARN, Level.WARN);
        assertThat(LimitsCheck.run(folder)).extracting(Finding::cause).contains("200 MiB of memory are free, and four services take about 1024");
        assertThat(LimitsCheck.run(folder.resolve("nowhere"))).allMatch(finding -> finding.level() == Level.OK);
    }

    @Test
    void knowsAFolderThatCannotBeUsed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(FolderCheck.run(file.resolve("data"))).singleElement().matches(finding -> finding.level() == Level.FAIL);
        // Whoever runs the tests as root may write everywhere, except where the kernel itself says no.
        assertThat(FolderCheck.run(Path.of("/proc/1"))).anyMatch(finding -> finding.level() == Level.FAIL);
        assertThat(FolderCheck.space(folder, 1 << 20).level()).isEqualTo(Level.FAIL);
        assertThat(FolderCheck.space(folder, 500 << 20).level()).isEqualTo(Level.WARN);

        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(FolderCheck.run(data)).anyMatch(finding -> finding.check().equals("access") && finding.level() == Level.WARN);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        assertThat(FolderCheck.run(data)).noneMatch(finding -> finding.check().equals("access") && finding.level() != Level.OK);
        assertThat(FolderCheck.run(folder.resolve("not/there/yet"))).noneMatch(finding -> finding.level() == Level.FAIL);
        assertThat(folder.resolve("not")).doesNotExist();
    }

    @Test
    void knowsADatabaseFileThatIsCorrupt() throws IOException {
        Path file = folder.resolve("gateway.mv.db");
        Files.write(file, database());
        assertThat(files()).singleElement().matches(finding -> finding.level() == Level.OK);

        overwrite(file, 10, "x");
        assertThat(files()).as("the second copy is whole").singleElement().matches(finding -> finding.level() == Level.OK);

        byte[] before = overwrite(file, 4096 + 10, "x");
        assertThat(files()).singleElement().matches(finding -> finding.level() == Level.FAIL && finding.cause().contains("corrupt"));
        assertThat(file).hasBinaryContent(before);

        Files.write(file, new byte[] {1, 2, 3});
        assertThat(files()).singleElement().matches(finding -> finding.level() == Level.FAIL);
        assertThat(DatabaseFileCheck.run(RunFolder.of(folder), Map.of("GATEWAY_DB_URL", "jdbc:postgresql:x")))
                .as("the file is not used")
                .allMatch(finding -> finding.level() == Level.OK);
    }

    @Test
    void knowsWhoHasADatabaseFileOpen() throws IOException, InterruptedException {
        Path file = folder.resolve("personalizer.mv.db");
        Files.write(file, database());
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("locked");
            assertThat(files()).singleElement().matches(finding -> finding.level() == Level.FAIL
                    && finding.cause().contains("is held open by pid " + holder.pid() + " (java)"));
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(files()).singleElement().matches(finding -> finding.level() == Level.OK);
    }

    @Test
    void knowsAPortThatSomebodyElseHas() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PortPlan ports = new PortPlan(Math.min(taken.getLocalPort(), PortPlan.HIGHEST));
            Optional<Finding> found = PortsCheck.run(ports, RunFolder.of(folder)).stream()
                    .filter(finding -> finding.cause().startsWith("Port " + taken.getLocalPort() + " "))
                    .findFirst();
            assertThat(found).hasValueSatisfying(finding -> {
                assertThat(finding.level()).isEqualTo(Level.FAIL);
                assertThat(finding.cause()).contains("is taken by pid " + ProcessHandle.current().pid() + " (java");
                assertThat(finding.fix()).contains("--port-base");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "jdbc:mysql://secret:secret@db/x",
        "postgresql://me:secret@db:5432/x",
        "jdbc:postgresql://me:secret@db:5432/x",
        "jdbc:postgresql://127.0.0.1:99999/x?password=secret",
        "jdbc:postgresql://127.0.0.1:1/x?user=me&password=secret"
    })
    void knowsADatabaseThatCannotBeReachedAndNeverShowsAPassword(String url) {
        List<Finding> findings = DatabaseUrlCheck.run(Map.of("PERSONALIZER_DB_URL", url));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.FAIL);
            assertThat(finding.toString()).contains("PERSONALIZER_DB_URL").doesNotContain("secret");
        });
    }

    @Test
    void knowsADatabaseThatAnswers() throws IOException {
        try (ServerSocket database = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String host = database.getInetAddress().getHostAddress();
            String url = "jdbc:postgresql://" + host + ":" + database.getLocalPort() + "/x?password=secret";
            assertThat(DatabaseUrlCheck.run(Map.of("GATEWAY_DB_URL", url, "CLASSIFIER_DB_URL", "jdbc:h2:mem:x")))
                    .hasSize(2)
                    .allMatch(finding -> finding.level() == Level.OK && !finding.toString().contains("secret"));
            String second = "jdbc:postgresql://127.0.0.1:1," + host + ":" + database.getLocalPort() + "/x";
            assertThat(DatabaseUrlCheck.run(Map.of("GATEWAY_DB_URL", second)))
                    .as("the driver goes to the second host")
                    .allMatch(finding -> finding.level() == Level.OK);
        }
    }

    @Test
    void knowsWhatACrashLeavesBehind() throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        RunFolder runs = RunFolder.of(folder);
        assertThat(LeftoversCheck.run(runs)).singleElement().matches(finding -> finding.level() == Level.OK);

        Files.writeString(run.resolve("ranker-svc.json"), "{\"service\":");
        Files.writeString(
                run.resolve("gateway.json"),
                "{\"service\":\"gateway\",\"pid\":" + ProcessHandle.current().pid() + ",\"process_start\":\"another boot/1\","
                        + "\"address\":\"127.0.0.1:8980\",\"admin_port\":8990,\"metrics_port\":9000,"
                        + "\"started\":\"2026-01-01T00:00:00Z\",\"program\":\"x.jar\",\"built\":\"2026-01-01T00:00:00Z\"}");
        assertThat(LeftoversCheck.run(runs)).hasSize(2).allMatch(finding -> finding.level() == Level.WARN).anyMatch(
                finding -> finding.cause().contains("pid " + ProcessHandle.current().pid() + ", has ended without ./circumplex down"));
    }

    @Test
    void knowsServicesThatDoNotServe() {
        assertThat(ServicesCheck.run(List.of(state(false, Health.UNREACHABLE, false)))).singleElement().matches(finding ->
                finding.level() == Level.OK);

        ServiceState silent = new ServiceState(
                ServiceName.RANKER, Optional.of(file()), true, Health.NOT_SERVING, Map.of(), OptionalLong.empty(), true);
        assertThat(ServicesCheck.run(List.of(silent))).extracting(Finding::level).containsExactly(Level.FAIL, Level.WARN);
        ServiceState dead = new ServiceState(
                ServiceName.RANKER, Optional.of(file()), false, Health.UNREACHABLE, Map.of(), OptionalLong.empty(), false);
        assertThat(ServicesCheck.run(List.of(dead))).singleElement().matches(finding -> finding.level() == Level.FAIL);
    }

    @Test
    void knowsWhyTheLastStartFailed() throws IOException {
        List<ServiceState> stopped = List.of(state(false, Health.UNREACHABLE, false));
        assertThat(FailedStartCheck.run(stopped, folder)).singleElement().matches(finding -> finding.level() == Level.OK);

        Files.writeString(
                Files.createDirectories(folder.resolve("logs")).resolve("ranker-svc.start.log"),
                "Some warning\ncannot start: the port is in use: set RANKER_PORT\nand more\n");
        assertThat(FailedStartCheck.run(stopped, folder)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.FAIL);
            assertThat(finding.cause()).startsWith("ranker-svc could not start at 20").endsWith("Z: the port is in use: set RANKER_PORT");
            assertThat(finding.fix()).contains("ranker-svc.start.log");
        });
        assertThat(FailedStartCheck.run(List.of(state(true, Health.SERVING, false)), folder))
                .as("it runs again")
                .allMatch(finding -> finding.level() == Level.OK);
    }

    private static ServiceState state(boolean running, Health health, boolean newer) {
        return new ServiceState(ServiceName.RANKER, Optional.empty(), running, health, Map.of(), OptionalLong.empty(), newer);
    }

    private static RunFile file() {
        return new RunFile(
                ServiceName.RANKER, new ProcessMark(1, "x"), new Address("127.0.0.1", 8983), 8993, 9003, Instant.EPOCH, "x.jar", Instant.EPOCH);
    }

    private List<Finding> files() {
        return DatabaseFileCheck.run(RunFolder.of(folder), Map.of());
    }

    /** What a file of the engine begins with: the header, as the engine wrote it once, twice, each in a block of its own. */
    private static byte[] database() {
        String header = "H:2,block:8,blockSize:1000,chunk:14,clean:1,created:1a20287ab8e,format:3,version:14,fletcher:9bbfc424\n";
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        byte[] file = new byte[3 * 4096];
        System.arraycopy(text, 0, file, 0, text.length);
        System.arraycopy(text, 0, file, 4096, text.length);
        return file;
    }

    private static byte[] overwrite(Path file, long position, String text) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(position);
            open.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return Files.readAllBytes(file);
    }

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    /** A program that holds a file as a database engine does. */
    static final class Holder {
        public static void main(String[] args) throws IOException {
            try (RandomAccessFile file = new RandomAccessFile(args[0], "rw")) {
                file.getChannel().lock();
                System.out.println("locked");
                System.in.readAllBytes();
            }
        }
    }
}
