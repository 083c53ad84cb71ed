package circumplex.classifier.llm;

import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scoring;
import io.grpc.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts posts of one tenant into one prompt: as many as there is room for, or as came while the first one waited. A prompt goes on for as
 * long as one of its posts is wanted. Scores of posts that share a prompt depend on each other, and so does what a hostile one can do.
 */
final class SharedPrompts {

    private final int size;
    private final int lingerMillis;
    private final Ask ask;
    private final Map<String, Batch> open = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "llm-batch");
        thread.setDaemon(true);
        return thread;
    });

    SharedPrompts(int size, int lingerMillis, Ask ask) {
        this.size = size;
        this.lingerMillis = lingerMillis;
        this.ask = ask;
    }

    /** Scores texts with one prompt, one scoring for each. */
    @FunctionalInterface
    interface Ask {
        List<Scoring> all(String tenant, List<PostText> texts, Deadline deadline) throws InterruptedException;
    }

    Scoring score(String tenant, PostText text, Deadline deadline) throws InterruptedException {
        Batch batch;
        int position;
        synchronized (open) {
            Batch waiting = open.get(tenant);
            batch = waiting == null ? begun(tenant, deadline) : waiting;
            position = batch.add(text);
            if (batch.texts.size() == size) {
                seal(batch);
            }
        }
        try {
            return batch.scorings.get().get(position);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a prompt that others shared was given up", e);
        } catch (InterruptedException e) {
            batch.leave();
            throw e;
        }
    }

    private Batch begun(String tenant, Deadline deadline) {
        Batch batch = new Batch(tenant, deadline);
        open.put(tenant, batch);
        CompletableFuture.delayedExecutor(lingerMillis, TimeUnit.MILLISECONDS, threads).execute(() -> {
            synchronized (open) {
                seal(batch);
            }
        });
        return batch;
    }

    /** Under the lock of {@code open}. */
    private void seal(Batch batch) {
        if (open.remove(batch.tenant, batch)) {
            batch.begin();
        }
    }

    private final class Batch {

        private final String tenant;
        private final Deadline deadline;
        private final List<PostText> texts = new ArrayList<>();
        private final CompletableFuture<List<Scoring>> scorings = new CompletableFuture<>();
        private int wanted;
        private @Nullable Future<?> work;

        Batch(String tenant, Deadline deadline) {
            this.tenant = tenant;
            this.deadline = deadline;
        }

        synchronized int add(PostText text) {
            texts.add(text);
            wanted++;
            return texts.size() - 1;
        }

        synchronized void leave() {
            wanted--;
            if (wanted == 0 && work != null) {
                work.cancel(true);
            }
        }

        synchronized void begin() {
            if (wanted > 0) {
                work = threads.submit(this::run);
            }
        }

        private void run() {
            try {
                scorings.complete(ask.all(tenant, List.copyOf(texts), deadline));
            } catch (InterruptedException | RuntimeException | Error e) {
                scorings.completeExceptionally(e);
            }
        }
    }
}
