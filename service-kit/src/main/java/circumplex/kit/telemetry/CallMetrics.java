package circumplex.kit.telemetry;

import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.opentelemetry.GrpcOpenTelemetry;
import io.micronaut.context.annotation.Context;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times every call: those that the server takes, and every attempt of those that go to other services.
 *
 * <p>Channels are opened by static means, so the metrics of this process are found the same way. One process is one service; where a
 * test runs several, what goes out is counted by the one that started last.
 */
@Context
public final class CallMetrics {

    private static volatile @Nullable CallMetrics current;

    private final Optional<GrpcOpenTelemetry> grpc;

    CallMetrics(MetricsSettings settings, SdkMeterProvider meters, Meter meter) {
        grpc = settings.on() ? Optional.of(grpc(meters)) : Optional.empty();
        meter.counterBuilder("circumplex.outbound.without_deadline")
                .setDescription("Calls to other services that were refused because nothing bounded them: defects.")
                .setUnit("{call}")
                .buildWithCallback(calls -> calls.record(OutboundCalls.withoutDeadline()));
        current = this;
    }

    public void observe(ServerBuilder<?> server) {
        grpc.ifPresent(metrics -> metrics.configureServerBuilder(server));
    }

    /** For a channel to another service, before it is built. */
    public static void observe(ManagedChannelBuilder<?> channel) {
        CallMetrics metrics = current;
        if (metrics != null) {
            metrics.grpc.ifPresent(present -> present.configureChannelBuilder(channel));
        }
    }

    private static GrpcOpenTelemetry grpc(SdkMeterProvider meters) {
        return GrpcOpenTelemetry.newBuilder()
                .sdk(OpenTelemetrySdk.builder().setMeterProvider(meters).build())
                .enableMetrics(List.of(
                        "grpc.client.call.retries", "grpc.client.call.transparent_retries", "grpc.client.call.retry_delay"))
                // The size of a message is the same on both sides of a call: the server's side is enough.
                .disableMetrics(List.of(
                        "grpc.client.attempt.sent_total_compressed_message_size",
                        "grpc.client.attempt.rcvd_total_compressed_message_size"))
                .build();
    }
}
