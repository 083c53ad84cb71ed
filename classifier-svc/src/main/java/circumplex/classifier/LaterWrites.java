package circumplex.classifier;

import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.Scoring;
import circumplex.kit.patience.Burst;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores on their way into the store, some hundreds in one transaction and on no request's way. For scores that cost nothing: what finds
 * no room, or is under way when the process is killed, is scored again when it is asked for.
 */
final class LaterWrites implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LaterWrites.class);

    /** Some megabytes at most. */
    private static final int ROOM = 20_000;

    private static final int BATCH = 2_000;

    /** So that a trickle of posts does not make a transaction of each. */
    private static final long LINGER_MILLIS = 50;

    /** Between two looks at whether this is the end. */
    private static final long IDLE_MILLIS = 200;

    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private final Burst trouble = new Burst(Duration.ofMinutes(1));
    private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>(ROOM);
    private final BiConsumer<String, Map<ContentKey, Scoring>> write;
    private final Thread writer = new Thread(this::work, "score-writer");
    private volatile boolean closed;

    /** @param write stores scores of one tenant; what it throws ends nothing */
    LaterWrites(BiConsumer<String, Map<ContentKey, Scoring>> write) {
        this.write = write;
        writer.setDaemon(true);
        writer.start();
    }

    private record Entry(String tenant, ContentKey key, Scoring scoring) {}

    /** Takes what there is room for. */
    void add(String tenant, Map<ContentKey, Scoring> scores) {
        for (Map.Entry<ContentKey, Scoring> entry : scores.entrySet()) {
            if (!waiting.offer(new Entry(tenant, entry.getKey(), entry.getValue()))) {
                return;
            }
        }
    }

    /** Writes what waits, unless that takes long. An interrupt in a write would close an H2 database, so it is not interrupted. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(LAST_WRITES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            for (List<Entry> batch = next(); batch != null; batch = next()) {
                Map<String, Map<ContentKey, Scoring>> byTenant = new LinkedHashMap<>();
                batch.forEach(entry -> byTenant.computeIfAbsent(entry.tenant(), tenant -> new LinkedHashMap<>())
                        .put(entry.key(), entry.scoring()));
                byTenant.forEach(this::write);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever stores counts what fails, and this thread is the only one that writes. */
    private void write(String tenant, Map<ContentKey, Scoring> scores) {
        try {
            write.accept(tenant, scores);
        } catch (RuntimeException e) {
            if (trouble.begins()) {
                LOG.warn("scores that were to be stored later are not: {}", e.getClass().getSimpleName());
            }
        }
    }

    /** The next batch, perhaps an empty one; null at the end. */
    private @Nullable List<Entry> next() throws InterruptedException {
        List<Entry> batch = new ArrayList<>();
        Entry first = waiting.poll(closed ? 0 : IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            return closed ? null : batch;
        }
        if (!closed) {
            TimeUnit.MILLISECONDS.sleep(LINGER_MILLIS);
        }
        batch.add(first);
        waiting.drainTo(batch, BATCH);
        return batch;
    }
}
