package circumplex.classifier.known;

import circumplex.classifier.known.ScoreStore.Row;
import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.Scoring;
import circumplex.kit.patience.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scores on their way into the store: one thread writes, and all that came while it did goes with the next transaction. So a commit is
 * waited for once by many, and nobody waits for it to fill. The thread is never interrupted, because an interrupt in a write makes H2 close its
 * database.
 */
final class GroupedWrites implements AutoCloseable {

    /** Rows that may wait, some megabytes at most. */
    private static final int ROOM = 20_000;

    /** Rows of a transaction, give or take what one caller adds. */
    private static final int AT_ONCE = 2_000;

    /** Between two looks at whether this is the end. */
    private static final long IDLE_MILLIS = 200;

    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM);
    private final Consumer<List<Row>> write;
    private final Thread writer = new Thread(this::work, "score-writer");
    private volatile boolean closed;

    /** Whether somebody gave up on the transaction that is under way: the next one need not even wait. */
    private volatile boolean late;

    /** @param write stores rows in one transaction, all or none */
    GroupedWrites(Consumer<List<Row>> write) {
        this.write = write;
        writer.setDaemon(true);
        writer.start();
    }

    private record Entry(List<Row> rows, CompletableFuture<Boolean> written) {}

    /**
     * Waits until scores are stored. Those that are late may be stored yet.
     *
     * @return whether they are; else there was no room for them, or not the time
     * @throws CompletionException around what the write threw
     * @throws circumplex.kit.Refusal if the client of the current call is gone
     */
    boolean add(String tenant, Map<ContentKey, Scoring> scores, Duration patience) {
        List<Row> rows = scores.entrySet().stream()
                .map(entry -> new Row(tenant, entry.getKey(), entry.getValue()))
                .toList();
        if (closed || !room.tryAcquire(rows.size())) {
            return false;
        }
        Entry entry = new Entry(rows, new CompletableFuture<>());
        waiting.add(entry);
        if (late) {
            return false;
        }
        if (Waiting.until(entry.written(), patience)) {
            return entry.written().join();
        }
        late = true;
        return false;
    }

    /** Writes what waits, unless that takes long. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(LAST_WRITES.toMillis());
            if (!writer.isAlive()) {
                // What came while it ended.
                work();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Rows that are not stored yet. */
    int rowsWaiting() {
        return ROOM - room.availablePermits();
    }

    private void work() {
        try {
            for (List<Entry> group = next(); group != null; group = next()) {
                if (!group.isEmpty()) {
                    write(group);
                    late = false;
                }
                group.forEach(entry -> room.release(entry.rows().size()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where a group fails each entry is tried alone: what is wrong with one must not cost the others what was paid for them. */
    private void write(List<Entry> group) {
        try {
            write.accept(group.stream().flatMap(entry -> entry.rows().stream()).toList());
            group.forEach(entry -> entry.written().complete(true));
        } catch (Throwable e) {
            // Also checked exceptions that a library smuggles out: past this point the thread would end, and print them with their messages.
            if (group.size() > 1) {
                group.forEach(entry -> write(List.of(entry)));
            } else {
                group.forEach(entry -> entry.written().completeExceptionally(e));
            }
        }
    }

    /** What waits, perhaps nothing; null at the end. */
    private @Nullable List<Entry> next() throws InterruptedException {
        List<Entry> group = new ArrayList<>();
        int rows = 0;
        Entry entry = waiting.poll(closed ? 0 : IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (entry == null && closed) {
            return null;
        }
        while (entry != null) {
            group.add(entry);
            rows += entry.rows().size();
            entry = rows < AT_ONCE ? waiting.poll() : null;
        }
        return group;
    }
}
