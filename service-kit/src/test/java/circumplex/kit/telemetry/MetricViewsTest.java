package circumplex.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.junit.jupiter.api.Test;

/** What is kept of a measurement. */
class MetricViewsTest {

    /** Those of the largest service, with health checks, reflection and what does not exist. */
    private static final int METHODS = 28;

    @Test
    void anErrorThatShowsForTheFirstTimeHasItsOwnSeriesWhateverHasBeenCalledBefore() {
        PrometheusMetricReader reader = PrometheusMetricReader.builder().build();
        try (SdkMeterProvider meters = MetricViews.apply(SdkMeterProvider.builder())
                .registerMetricReader(reader, MetricViews::limit)
                .build()) {
            DoubleHistogram times = meters.get("grpc").histogramBuilder("grpc.server.call.duration").setUnit("s").build();
            for (int method = 0; method < METHODS; method++) {
                for (Status.Code code : Status.Code.values()) {
                    times.record(
                            0.001,
                            Attributes.of(
                                    AttributeKey.stringKey("grpc.method"), "Service/Method" + method,
                                    AttributeKey.stringKey("grpc.status"), code.name()));
                }
            }

            MetricSnapshot snapshot = reader.collect().stream()
                    .filter(each -> each.getMetadata().getPrometheusName().startsWith("grpc_server_call_duration"))
                    .findFirst()
                    .orElseThrow();
            assertThat(snapshot.getDataPoints())
                    .hasSize(METHODS * Status.Code.values().length)
                    .noneMatch(point -> point.getLabels().toString().contains("overflow"));
        }
    }
}
