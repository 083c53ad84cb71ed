package circumplex.kit.telemetry;

import circumplex.kit.config.ConfigurationProblem;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Where traces go, by the names that OpenTelemetry has for it.
 *
 * @param exporterOtlpEndpoint URL of a collector that speaks OTLP over gRPC; empty means that nothing is traced
 * @param tracesSamplerArg share of the traces that begin here to be kept, in [0, 1]; calls that are part of a trace follow it
 */
@ConfigurationProperties("otel")
public record TraceSettings(
        @Bindable(defaultValue = "") String exporterOtlpEndpoint, @Bindable(defaultValue = "1") double tracesSamplerArg) {

    public TraceSettings {
        if (!exporterOtlpEndpoint.isEmpty() && !exporterOtlpEndpoint.matches("https?://[^\\s/@]+/?")) {
            // Not quoted: it may hold a password.
            throw new ConfigurationProblem("OTEL_EXPORTER_OTLP_ENDPOINT must be http://host:port or https://host:port");
        }
        if (!(tracesSamplerArg >= 0 && tracesSamplerArg <= 1)) {
            throw new ConfigurationProblem("OTEL_TRACES_SAMPLER_ARG must be in [0, 1], is " + tracesSamplerArg);
        }
    }

    boolean on() {
        return !exporterOtlpEndpoint.isEmpty();
    }
}
