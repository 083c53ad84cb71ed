package circumplex.kit;

import circumplex.kit.config.DataFolder;
import circumplex.kit.database.DatabaseSettings;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A start that ends by itself, for the build: it records which classes a start and the first calls need, and the launchers map them
 * into memory instead of reading jars.
 */
final class Rehearsal {

    private static final String VARIABLE = "CIRCUMPLEX_STOP_WHEN_SERVING";

    private final Path folder;

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    static boolean wanted() {
        return Boolean.parseBoolean(System.getenv(VARIABLE));
    }

    /** With a folder of its own. */
    static Rehearsal begin() {
        try {
            return new Rehearsal(Files.createTempDirectory("circumplex-rehearsal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another data folder, so another database, and other ports than those of the configuration: a build must not touch what runs. */
    Map<String, Object> settings(String service) {
        Map<String, Object> settings = new HashMap<>(
                DatabaseSettings.of(ServiceProcess.shortName(service), Map.of(DataFolder.VARIABLE, folder.toString())));
        settings.put(DataFolder.SETTING, folder.toString());
        settings.put("grpc.server.host", "127.0.0.1");
        settings.put("grpc.server.port", 0);
        settings.put("circumplex.metrics.port", 0);
        settings.put("circumplex.admin.port", 0);
        settings.put("circumplex.drain.quiet-millis", 0);
        settings.put("otel.exporter-otlp-endpoint", "");
        return settings;
    }

    /** Answers calls of its own, says that it serves, and ends the process. */
    void of(ServiceProcess process) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(InetAddress.getLoopbackAddress().getHostAddress(), process.port())
                .usePlaintext()
                .build();
        try {
            HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .check(HealthCheckRequest.getDefaultInstance());
            process.beans(RehearsedCall.class).forEach(call -> call.make(channel));
        } finally {
            channel.shutdownNow();
        }
        process.announce(System.out);
        process.close();
        remove();
        System.exit(0);
    }

    private void remove() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : innermostFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
