package circumplex.classifier.llm;

import circumplex.classifier.llm.parse.ChatAnswer.TokenUsage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;

/** What is counted about calls of a language model. Labels are words of this code, never of a server or a post. */
@Singleton
final class LlmMetrics {

    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");
    private static final AttributeKey<String> KIND = AttributeKey.stringKey("kind");

    private final LongCounter attempts;
    private final LongCounter tokens;
    private final LongCounter otherModels;
    private final DoubleHistogram duration;

    LlmMetrics(Meter meter) {
        attempts = meter.counterBuilder("circumplex.llm.attempts")
                .setUnit("{attempt}")
                .setDescription("Requests to the language model, by what came of them.")
                .build();
        tokens = meter.counterBuilder("circumplex.llm.tokens")
                .setUnit("{token}")
                .setDescription("Tokens that the language model says were used.")
                .build();
        otherModels = meter.counterBuilder("circumplex.llm.other.models")
                .setUnit("{answer}")
                .setDescription("Answers of another model than the one that answered before.")
                .build();
        duration = meter.histogramBuilder("circumplex.llm.attempt.duration")
                .setUnit("s")
                .setDescription("How long requests to the language model took.")
                .build();
    }

    /** @param result one of a few words */
    void attempt(String result, Duration took) {
        attempts.add(1, Attributes.of(RESULT, result.toLowerCase(Locale.ROOT)));
        duration.record(took.toNanos() / 1e9);
    }

    void used(TokenUsage usage) {
        tokens.add(usage.prompt(), Attributes.of(KIND, "prompt"));
        tokens.add(usage.completion(), Attributes.of(KIND, "completion"));
    }

    void otherModel() {
        otherModels.add(1);
    }
}
