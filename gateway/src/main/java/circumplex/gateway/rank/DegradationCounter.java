package circumplex.gateway.rank;

import circumplex.gateway.feed.Degradation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.inject.Singleton;

/** Counts feeds that were not ranked as intended, for those who look after the services. */
@Singleton
final class DegradationCounter {

    private static final AttributeKey<String> STAGE = AttributeKey.stringKey("stage");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");

    private final LongCounter degradations;

    DegradationCounter(Meter meter) {
        degradations = meter.counterBuilder("circumplex.feed.degradations")
                .setUnit("{feed}")
                .setDescription("Feeds that were not ranked as intended, by stage and reason.")
                .build();
    }

    void count(Degradation degradation) {
        degradations.add(
                1,
                Attributes.of(
                        STAGE, degradation.stage().name(), REASON, degradation.reason().name()));
    }
}
