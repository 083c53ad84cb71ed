package circumplex.gateway.rank;

import circumplex.gateway.feed.Degradation;
import circumplex.gateway.feed.Stage;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the services that take calls and answer none in time. Feeds go on without such a service at once, and do not wait for their
 * deadline one after the other; now and then one feed asks whether it is back. A service that says no is quick and needs none of this.
 */
@Singleton
final class HangingStages {

    private static final Logger LOG = LoggerFactory.getLogger(HangingStages.class);

    /** A stage that got less time than this says nothing about its service when it is late. */
    static final Duration FAIR_BUDGET = Duration.ofMillis(200);

    private static final int WINDOW_SECONDS = 10;
    static final int MIN_CALLS = 20;

    /**
     * Well above what hung replicas cause as long as others answer: those are left out by the channel, and the stage goes on. Also of what
     * few feeds say who ask again.
     */
    private static final int LATE_PERCENT = 80;
    private static final Duration REST = Duration.ofSeconds(2);
    static final int PROBES = 2;

    private final Map<Stage, CircuitBreaker> breakers = new EnumMap<>(Stage.class);

    @Inject
    HangingStages() {
        this(REST);
    }

    /** @param rest how long a service that hangs is left alone before it is asked again */
    HangingStages(Duration rest) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize(WINDOW_SECONDS)
                .minimumNumberOfCalls(MIN_CALLS)
                .failureRateThreshold(LATE_PERCENT)
                .waitDurationInOpenState(rest)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .build();
        for (Stage stage : Stage.values()) {
            breakers.put(stage, breaker(stage, config));
        }
    }

    /** Runs {@code stage} unless its service hangs. */
    <T> Outcome<T> unless(Stage stage, Duration budget, Supplier<Outcome<T>> run) {
        CircuitBreaker breaker = breakers.get(stage);
        if (breaker == null || !breaker.tryAcquirePermission()) {
            return new Outcome.Lost<>(Degradation.Reason.UNAVAILABLE);
        }
        long start = System.nanoTime();
        Outcome<T> outcome;
        try {
            outcome = run.get();
        } catch (RuntimeException e) {
            breaker.releasePermission();
            throw e;
        }
        boolean late = outcome instanceof Outcome.Lost<T> lost && lost.reason() == Degradation.Reason.DEADLINE;
        if (!late) {
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        } else if (budget.compareTo(FAIR_BUDGET) >= 0) {
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, new LateStage());
        } else {
            breaker.releasePermission();
        }
        return outcome;
    }

    private static CircuitBreaker breaker(Stage stage, CircuitBreakerConfig config) {
        CircuitBreaker breaker = CircuitBreaker.of(stage.service(), config);
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition().getToState()) {
                case OPEN -> LOG.warn("{} answers no feed in time: they go on without it", stage.service());
                case CLOSED -> LOG.info("{} answers in time again", stage.service());
                default -> LOG.debug("{} is asked again", stage.service());
            }
        });
        return breaker;
    }

    /** What a breaker wants to be told; made without a trace. */
    private static final class LateStage extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LateStage() {
            super("late", null, false, false);
        }
    }
}
