package circumplex.kit.testing;

import circumplex.kit.ServiceProcess;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service as it is in production, on a free loopback port, with its database in memory unless the test names one. */
public final class RunningService implements AutoCloseable {

    private final ServiceProcess process;
    private final ManagedChannel channel;

    private RunningService(ServiceProcess process) {
        this.process = process;
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", process.port())
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
    }

    public static RunningService start(String name, Map<String, Object> properties) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("grpc.server.host", "127.0.0.1");
        settings.put("grpc.server.port", 0);
        settings.put("circumplex.drain.quiet-millis", 0);
        // Set by the tests that look at them: services on their usual ports may run beside a test.
        settings.put("circumplex.metrics.port", -1);
        settings.put("circumplex.admin.port", -1);
        settings.put("datasources.default.url", Engine.H2.freshUrl());
        settings.putAll(properties);
        return new RunningService(ServiceProcess.start(name, settings));
    }

    /** The URL of an H2 file database in {@code folder}, as services use it by default. */
    public static String fileUrl(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "jdbc:h2:file:" + folder.resolve("test").toAbsolutePath() + Engine.H2_OPTIONS + ";WRITE_DELAY=0";
    }

    /** A channel to the service; closed with it. */
    public ManagedChannel channel() {
        return channel;
    }

    public int port() {
        return process.port();
    }

    public <T> T bean(Class<T> type) {
        return process.bean(type);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.close();
    }
}
