package circumplex.classifier.llm.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before another attempt: what the server asks for, and above that a random part of a bound that doubles with every
 * attempt ("full jitter"), so that clients that failed together do not come back together.
 */
public final class Backoff {

    private static final long FIRST_MILLIS = 500;
    private static final long MOST_MILLIS = 8_000;

    private final DoubleSupplier random;

    /** @param random in [0, 1) */
    public Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** @param failed how many attempts there were, at least 1 */
    public Duration after(int failed, Optional<Duration> retryAfter) {
        long bound = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failed - 1, 10));
        return retryAfter.orElse(Duration.ZERO).plusMillis((long) (random.getAsDouble() * bound));
    }
}
