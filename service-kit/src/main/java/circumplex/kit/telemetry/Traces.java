package circumplex.kit.telemetry;

import io.grpc.ServerInterceptor;
import io.micronaut.context.annotation.Property;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans to a collector, if one is configured. Calls only put them into a queue: a thread of its own sends them, and what does not fit
 * is dropped, so that a collector that hangs or is down costs traces and nothing else.
 */
@Singleton
public final class Traces {

    private static final int QUEUE = 2048;
    private static final Duration EXPORT_LIMIT = Duration.ofSeconds(5);

    /** How long the end of the process may wait for the last spans. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final @Nullable SdkTracerProvider provider;

    Traces(TraceSettings settings, @Property(name = "micronaut.application.name", defaultValue = "circumplex") String service) {
        provider = settings.on() ? provider(settings, service) : null;
    }

    /** What the server needs around its calls: nothing, if nothing is traced. */
    public List<ServerInterceptor> interceptors() {
        return provider == null ? List.of() : List.of(new TraceServerInterceptor(provider.get("circumplex")));
    }

    @PreDestroy
    void close() {
        if (provider != null) {
            provider.shutdown().join(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static SdkTracerProvider provider(TraceSettings settings, String service) {
        OtlpGrpcSpanExporter exporter = OtlpGrpcSpanExporter.builder()
                .setEndpoint(settings.exporterOtlpEndpoint())
                .setTimeout(EXPORT_LIMIT)
                .build();
        return SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.tracesSamplerArg())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(QUEUE)
                        .setExporterTimeout(EXPORT_LIMIT)
                        .setScheduleDelay(Duration.ofSeconds(1))
                        .build())
                .build();
    }
}
