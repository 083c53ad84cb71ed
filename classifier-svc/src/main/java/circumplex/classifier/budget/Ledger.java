package circumplex.classifier.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes changes to the store on one thread, and all that came meanwhile in one transaction: callers of one tenant change one row, and would
 * wait for each other's commits. The thread is never interrupted, because an interrupt in a write makes H2 close its database.
 */
final class Ledger implements AutoCloseable {

    private static final int AT_ONCE = 256;
    private static final long CLOSING_MILLIS = 5_000;

    private final UsageStore store;
    private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::write, "budget");
    private volatile boolean closed;

    Ledger(UsageStore store) {
        this.store = store;
        thread.setDaemon(true);
        thread.start();
    }

    private record Entry(Change change, CompletableFuture<Boolean> made) {}

    /** Whether the change was made, as soon as that is known. Changes of one caller are made in the order in which they come. */
    CompletableFuture<Boolean> enter(Change change) {
        Entry entry = new Entry(change, new CompletableFuture<>());
        entries.add(entry);
        return entry.made();
    }

    /** Writes what was entered before, within a few seconds. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        List<Entry> batch = new ArrayList<>();
        while (!closed || !entries.isEmpty()) {
            try {
                Entry first = entries.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    entries.drainTo(batch, AT_ONCE - 1);
                    write(batch);
                    batch.clear();
                }
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    private void write(List<Entry> batch) {
        try {
            List<Boolean> made = store.make(batch.stream().map(Entry::change).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).made().complete(made.get(i));
            }
        } catch (Throwable e) {
            // Also checked exceptions that a library smuggles out: past this point the thread would end, and nobody could reserve any more.
            batch.forEach(entry -> entry.made().completeExceptionally(e));
        }
    }
}
