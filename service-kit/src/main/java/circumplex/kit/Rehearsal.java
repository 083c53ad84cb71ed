package circumplex.kit;

import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A start that ends by itself, for the build: it records which classes a start and a first call need, and the launchers map them
 * into memory instead of reading jars.
 */
final class Rehearsal {

    private static final String VARIABLE = "CIRCUMPLEX_STOP_WHEN_SERVING";

    private Rehearsal() {}

    static boolean wanted() {
        return Boolean.parseBoolean(System.getenv(VARIABLE));
    }

    /** Other databases and ports than those of the configuration: a build must not touch what runs. */
    static Map<String, Object> settings(String service) {
        String name = ServiceProcess.shortName(service);
        Map<String, Object> settings = new HashMap<>(DatabaseSettings.of(
                name, Map.of(name.toUpperCase(Locale.ROOT) + "_DB_URL", "jdbc:h2:mem:rehearsal;DB_CLOSE_DELAY=-1")));
        settings.put("grpc.server.host", "127.0.0.1");
        settings.put("grpc.server.port", 0);
        settings.put("circumplex.metrics.port", 0);
        settings.put("circumplex.admin.port", 0);
        settings.put("circumplex.drain.quiet-millis", 0);
        settings.put("otel.exporter-otlp-endpoint", "");
        return settings;
    }

    /** Answers one call of its own, says that it serves, and ends the process. */
    static void of(ServiceProcess process) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(InetAddress.getLoopbackAddress().getHostAddress(), process.port())
                .usePlaintext()
                .build();
        try {
            HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .check(HealthCheckRequest.getDefaultInstance());
        } finally {
            channel.shutdownNow();
        }
        process.announce(System.out);
        process.close();
        System.exit(0);
    }
}
