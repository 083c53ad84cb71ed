package circumplex.classifier.llm;

import circumplex.classifier.text.UnscoredException;
import circumplex.classifier.text.UnscoredException.Reason;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Leaves a server alone that mostly fails: open for 15 s when at least half of at least 20 attempts within 60 s failed, then three attempts
 * decide. Attempts that were given up, and requests that the server rightly refused, count for nothing.
 */
final class Breaker {

    private static final int WINDOW_SECONDS = 60;
    private static final int LEAST_ATTEMPTS = 20;
    private static final float FAILED_PERCENT = 50;
    private static final Duration OPEN = Duration.ofSeconds(15);
    private static final int TRIALS = 3;

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "llm",
            CircuitBreakerConfig.custom()
                    .slidingWindowType(SlidingWindowType.TIME_BASED)
                    .slidingWindowSize(WINDOW_SECONDS)
                    .minimumNumberOfCalls(LEAST_ATTEMPTS)
                    .failureRateThreshold(FAILED_PERCENT)
                    .waitDurationInOpenState(OPEN)
                    .permittedNumberOfCallsInHalfOpenState(TRIALS)
                    .build());

    /** How an attempt ended, as far as the server's health goes. */
    enum End {
        WELL,
        BADLY,
        NEITHER
    }

    /** @throws UnscoredException UNAVAILABLE while the server is left alone; otherwise {@link #left} must follow */
    void enter() {
        if (!breaker.tryAcquirePermission()) {
            throw new UnscoredException(Reason.UNAVAILABLE, "the model failed too often of late");
        }
    }

    void left(End end, Duration took) {
        switch (end) {
            case WELL -> breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
            case BADLY -> breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new IllegalStateException("failed"));
            case NEITHER -> breaker.releasePermission();
        }
    }
}
