package circumplex.personalizer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.PersonalizerMain;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A personalizer as a process of its own, which can be stopped and killed, with its database and models in a folder. */
final class ServiceAsProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final ManagedChannel channel;
    private List<ProcessHandle> children = List.of();

    private ServiceAsProcess(Process process, int port) {
        this.process = process;
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    /** Back when it serves. */
    static ServiceAsProcess start(Path folder) {
        try {
            Path said = Files.createTempFile(folder, "service", ".out");
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx256m",
                            "-Dgrpc.server.host=127.0.0.1",
                            "-Dgrpc.server.port=0",
                            "-Dcircumplex.metrics.port=-1",
                            "-Dcircumplex.admin.port=-1",
                            "-Dcircumplex.drain.quiet-millis=0",
                            "-Dcircumplex.calibrators.folder=" + folder,
                            "-Dcircumplex.calibrator.folder=none",
                            "-Dcircumplex.jobs.heap-mebibytes=256",
                            "-cp",
                            System.getProperty("java.class.path"),
                            PersonalizerMain.class.getName()))
                    .directory(folder.toFile())
                    .redirectOutput(said.toFile())
                    .redirectError(Redirect.INHERIT);
            builder.environment().put("PERSONALIZER_DB_URL", RunningService.fileUrl(folder.resolve("database")));
            builder.environment().put("PERSONALIZER_DB_USER", "sa");
            Process process = builder.start();
            Eventually.holds("the service is ready or has ended", PATIENCE, () -> text(said).endsWith("\n") || !process.isAlive());
            String line = text(said).strip();
            assertThat(line).contains(" serving on ");
            return new ServiceAsProcess(process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ManagedChannel channel() {
        return channel;
    }

    /** The processes that it had started and that had not ended when it was stopped or killed. */
    List<ProcessHandle> children() {
        return children;
    }

    /** SIGTERM. */
    int stop() throws InterruptedException {
        children = process.descendants().toList();
        process.destroy();
        return ended();
    }

    /** SIGKILL. */
    int kill() throws InterruptedException {
        children = process.descendants().toList();
        process.destroyForcibly();
        return ended();
    }

    private int ended() throws InterruptedException {
        channel.shutdownNow();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("the service ends").isTrue();
        return process.exitValue();
    }

    /** Nothing of it lives on, whatever the test found. */
    @Override
    public void close() {
        channel.shutdownNow();
        children.forEach(ProcessHandle::destroyForcibly);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
