package circumplex.kit.telemetry;

import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.ExplicitBucketHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.ViewBuilder;
import java.util.List;
import java.util.Set;

/**
 * What is kept of a measurement. The buckets of gRPC's own histograms run from 10 µs to 100 s and answer none of our questions; these
 * resolve what the budgets of the services are about. Calls are told apart by method and status, whatever has been called before: an
 * error that shows for the first time in an incident must have its own series. Other measurements have few combinations of labels.
 */
final class MetricViews {

    /** Methods of the largest service, with those of gRPC itself, times the 17 status codes: 28 methods fit. */
    private static final int CALLS = 480;

    private static final List<Double> SECONDS = List.of(
            0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0);

    private static final List<Double> BYTES = List.of(1024.0, 16_384.0, 262_144.0, 4_194_304.0, 25_165_824.0);

    private MetricViews() {}

    static SdkMeterProviderBuilder apply(SdkMeterProviderBuilder builder) {
        return builder.registerView(
                        histogram("grpc.*.duration"), buckets(SECONDS).setCardinalityLimit(CALLS).build())
                .registerView(histogram("grpc.*.retry_delay"), buckets(SECONDS).build())
                .registerView(
                        histogram("grpc.*_message_size"),
                        buckets(BYTES).setAttributeFilter(Set.of("grpc.method")).build());
    }

    /** How many combinations of label values an instrument may have; the others are counted together under one label. */
    static int limit(InstrumentType instrument) {
        return instrument == InstrumentType.HISTOGRAM ? 40 : 64;
    }

    private static InstrumentSelector histogram(String name) {
        return InstrumentSelector.builder().setType(InstrumentType.HISTOGRAM).setName(name).build();
    }

    private static ViewBuilder buckets(List<Double> bounds) {
        return View.builder()
                .setAggregation(Aggregation.explicitBucketHistogram(ExplicitBucketHistogramOptions.builder()
                        .setBucketBoundaries(bounds)
                        .setRecordMinMax(false)
                        .build()));
    }
}
