package circumplex.classifier.known;

import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.Scoring;
import circumplex.kit.patience.BoundedCalls;
import circumplex.kit.patience.Burst;
import circumplex.kit.refusal.Refusal;
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
 * The scores that were made before: those of late in memory, those that were paid for in the {@link ScoreStore}. A store that fails, is slow
 * or is full costs work, not answers: what it does not give in time is unknown, and what it does not take is forgotten with the process.
 *
 * <p>Scores of a quick scorer are made in less time than they are found in the store, so they are in it only where the setting wants it.
 */
@Singleton
public final class KnownScores {

    private static final Logger LOG = LoggerFactory.getLogger(KnownScores.class);

    /** As many as the pool has connections, less some for health checks of it. */
    private static final int CALLS_AT_ONCE = 8;

    private static final int CALLS_QUEUED = 256;

    private static final Duration QUIET = Duration.ofMinutes(1);

    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("operation");

    private final ScoreStore store;
    private final Cache<Key, Scoring> memory;
    private final BoundedCalls calls = new BoundedCalls("score-store", CALLS_AT_ONCE, CALLS_QUEUED);
    private final GroupedWrites writes;
    private final boolean storeQuickScores;
    private final Burst trouble = new Burst(QUIET);
    private final LongCounter failures;

    KnownScores(ScoreStore store, KnownSettings settings, Meter meter) {
        this.store = store;
        this.writes = new GroupedWrites(store::addAll);
        this.storeQuickScores = settings.storeQuickScores();
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

    /**
     * The scores that are known of {@code keys}; what is in memory is answered without another thread.
     *
     * @param scorerId of {@code scorer}, which may have another one at the next call
     */
    public Map<ContentKey, Scoring> find(
            String tenant, Scorer scorer, String scorerId, Collection<ContentKey> keys, Duration patience) {
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
        if (!others.isEmpty() && stores(scorer)) {
            Map<ContentKey, Scoring> stored = tried(
                    "find", () -> calls.call(patience, () -> store.find(tenant, scorerId, scorer.set(), others)), Map.of());
            remember(tenant, stored);
            known.putAll(stored);
        }
        return known;
    }

    /**
     * Keeps scores that {@code scorer} just made, under the scorer that says that it made them. When this returns, those that belong into the
     * store are in it, if it takes them.
     */
    public void add(String tenant, Scorer scorer, Map<ContentKey, Scoring> scores, Duration patience) {
        if (stores(scorer) && !scores.isEmpty()) {
            boolean inTime = tried("add", () -> writes.add(tenant, scores, patience), true);
            if (!inTime) {
                failed("add", "late");
            }
        }
        remember(tenant, scores);
    }

    private boolean stores(Scorer scorer) {
        return storeQuickScores || !scorer.quick();
    }

    @PreDestroy
    void close() {
        writes.close();
        calls.close();
    }

    private void remember(String tenant, Map<ContentKey, Scoring> scores) {
        scores.forEach((key, scoring) -> memory.put(new Key(tenant, scoring.scorerId(), key), ScoreStore.asStored(scoring)));
    }

    /** @throws Refusal if the client of the current call is gone */
    private <T> T tried(String operation, Supplier<T> work, T otherwise) {
        try {
            return work.get();
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException e) {
            failed(operation, (e.getCause() == null ? e : e.getCause()).getClass().getSimpleName());
            return otherwise;
        }
    }

    /** @param kind not the message of a failure, which may quote data */
    private void failed(String operation, String kind) {
        failures.add(1, Attributes.of(OPERATION, operation));
        if (trouble.begins()) {
            LOG.warn("the score store is of no use at present: {}: {}", operation, kind);
        }
    }

    /** Housekeeping of the cache on the thread that caused it: it takes microseconds. */
    private static Executor directly() {
        return Runnable::run;
    }
}
