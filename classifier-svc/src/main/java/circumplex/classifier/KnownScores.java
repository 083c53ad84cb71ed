package circumplex.classifier;

import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.Scoring;
import circumplex.kit.patience.BoundedCalls;
import circumplex.kit.patience.Burst;
import circumplex.kit.refusal.Refusal;
import circumplex.values.ValueSet;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scores that were made before: those of late in memory, all in the {@link ScoreStore}. A store that fails, is slow or is full costs
 * work, not answers: what it does not give in time is unknown, and what it does not take is forgotten with the process.
 */
@Singleton
final class KnownScores {

    private static final Logger LOG = LoggerFactory.getLogger(KnownScores.class);

    /** As many as the pool has connections, less some for health checks of it. */
    private static final int CALLS_AT_ONCE = 8;

    private static final int CALLS_QUEUED = 256;
    /** Of a batch that nobody waits for. */
    private static final Duration LATER_PATIENCE = Duration.ofSeconds(10);

    private static final Duration QUIET = Duration.ofMinutes(1);

    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("operation");

    private final ScoreStore store;
    private final Cache<Key, Scoring> memory;
    private final BoundedCalls calls = new BoundedCalls("score-store", CALLS_AT_ONCE, CALLS_QUEUED);
    private final LaterWrites later = new LaterWrites((tenant, scores) -> write(tenant, scores, LATER_PATIENCE));
    private final Burst trouble = new Burst(QUIET);
    private final LongCounter failures;

    KnownScores(ScoreStore store, ClassifierSettings settings, Meter meter) {
        this.store = store;
        this.failures = meter.counterBuilder("circumplex.score.store.failures")
                .setUnit("{call}")
                .setDescription("Calls of the store of scores that failed or were late, and cost work.")
                .build();
        this.memory = Caffeine.newBuilder()
                .maximumSize(settings.rememberedPosts())
                .executor(directly())
                .build();
    }

    private record Key(String tenant, String scorerId, ContentKey key) {}

    /** The scores that are known of {@code keys}; what is in memory is answered without another thread. */
    Map<ContentKey, Scoring> find(
            String tenant, String scorerId, ValueSet set, Collection<ContentKey> keys, Duration patience) {
        Map<ContentKey, Scoring> known = new LinkedHashMap<>();
        List<ContentKey> others = new ArrayList<>();
        for (ContentKey key : keys) {
            Scoring scores = memory.getIfPresent(new Key(tenant, scorerId, key));
            if (scores == null) {
                others.add(key);
            } else {
                known.put(key, scores);
            }
        }
        if (!others.isEmpty()) {
            Map<ContentKey, Scoring> stored =
                    tried("find", patience, () -> store.find(tenant, scorerId, set, others), Map.of());
            remember(tenant, stored);
            known.putAll(stored);
        }
        return known;
    }

    /** Keeps scores that were just made, under the scorer that made them: in memory now, in the store soon. For scores that cost nothing. */
    void addLater(String tenant, Map<ContentKey, Scoring> scores) {
        remember(tenant, scores);
        later.add(tenant, scores);
    }

    /** Keeps scores that were just made, under the scorer that made them. When this returns they are stored, if the store takes them. */
    void add(String tenant, Map<ContentKey, Scoring> scores, Duration patience) {
        remember(tenant, scores);
        write(tenant, scores, patience);
    }

    private void write(String tenant, Map<ContentKey, Scoring> scores, Duration patience) {
        tried(
                "add",
                patience,
                () -> {
                    store.add(tenant, scores);
                    return scores;
                },
                scores);
    }

    @PreDestroy
    void close() {
        later.close();
        calls.close();
    }

    private void remember(String tenant, Map<ContentKey, Scoring> scores) {
        scores.forEach((key, scoring) -> memory.put(new Key(tenant, scoring.scorerId(), key), ScoreStore.asStored(scoring)));
    }

    /** @throws Refusal if the client of the current call is gone */
    private <T> T tried(String operation, Duration patience, Supplier<T> work, T otherwise) {
        try {
            return calls.call(patience, work);
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException e) {
            failures.add(1, Attributes.of(OPERATION, operation));
            // Its message may quote data.
            if (trouble.begins()) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                LOG.warn("the score store is of no use at present: {}: {}", operation, cause.getClass().getSimpleName());
            }
            return otherwise;
        }
    }

    /** Housekeeping of the cache on the thread that caused it: it takes microseconds. */
    private static Executor directly() {
        return Runnable::run;
    }
}
