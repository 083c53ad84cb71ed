package circumplex.kit.telemetry;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import jakarta.inject.Singleton;

/** The meters of a service. Where metrics are off they cost nothing: a meter that nobody reads counts nothing. */
@Factory
final class Metrics {

    @Singleton
    PrometheusMetricReader reader() {
        return PrometheusMetricReader.builder()
                .setOtelScopeLabelsEnabled(false)
                .setTargetInfoMetricEnabled(false)
                .build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    SdkMeterProvider meters(MetricsSettings settings, PrometheusMetricReader reader) {
        return settings.on()
                ? MetricViews.apply(SdkMeterProvider.builder())
                        .registerMetricReader(reader, MetricViews::limit)
                        .build()
                : SdkMeterProvider.builder().build();
    }

    /** For what services count themselves. Names begin with {@code circumplex.}; labels have few values, none of them about a person. */
    @Singleton
    Meter meter(SdkMeterProvider meters) {
        return meters.get("circumplex");
    }
}
