package circumplex.classifier.classify;

import circumplex.classifier.known.KnownScores;
import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.Scoring;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One text that is being scored, once for all who want it. It goes on for as long as somebody waits, or after somebody left it to go on,
 * and its scores are stored before anybody gets them.
 */
final class Load implements Runnable {

    /** For the store, in a thread that no client waits for. */
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(2);

    private final String tenant;
    private final Scorer scorer;
    private final PostText text;
    private final KnownScores known;
    private final CancellableContext context;
    private final SlowScoring.Limit limit;
    private final Consumer<Load> atEnd;
    private final CompletableFuture<Scoring> scores = new CompletableFuture<>();

    private int waiting = 1;
    private boolean goesOn;
    private boolean stopped;
    private boolean ended;

    /** Where the scorer works on it; the only place in which an interrupt does no harm. */
    private @Nullable Thread scoring;

    /**
     * @param context of its own: the contexts of those who wait come and go
     * @param limit how long the scorer may take
     * @param atEnd called once
     */
    Load(
            String tenant,
            Scorer scorer,
            PostText text,
            KnownScores known,
            CancellableContext context,
            SlowScoring.Limit limit,
            Consumer<Load> atEnd) {
        this.tenant = tenant;
        this.scorer = scorer;
        this.text = text;
        this.known = known;
        this.context = context;
        this.limit = limit;
        this.atEnd = atEnd;
    }

    /** One more waits, unless it is over. */
    synchronized boolean join() {
        if (stopped || ended) {
            return false;
        }
        waiting++;
        return true;
    }

    /** One less waits; without any it stops. */
    void leave() {
        leave(false);
    }

    /** One less waits, and it goes on without any. */
    void leaveRunning() {
        leave(true);
    }

    /** The scores, or the failure. */
    CompletableFuture<Scoring> scores() {
        return scores;
    }

    @Override
    public void run() {
        context.run(this::work);
    }

    /** Ends it, whoever waits. */
    void stop() {
        boolean atWork;
        synchronized (this) {
            stopped = true;
            atWork = scoring != null;
        }
        context.cancel(null);
        if (!atWork) {
            end(null, new InterruptedException());
        }
    }

    private void leave(boolean goOn) {
        synchronized (this) {
            waiting--;
            goesOn |= goOn;
            if (ended || goesOn || waiting > 0) {
                return;
            }
        }
        stop();
    }

    private void work() {
        try {
            ContentKey key = text.key();
            String id = scorer.id();
            Scoring stored = known.find(tenant, scorer, id, List.of(key), STORE_PATIENCE).get(key);
            if (stored != null) {
                end(stored, null);
                return;
            }
            Scoring made = score();
            known.add(tenant, scorer, Map.of(key, made), STORE_PATIENCE);
            end(made, null);
        } catch (RuntimeException | InterruptedException | Error e) {
            end(null, e);
        }
    }

    private Scoring score() throws InterruptedException {
        synchronized (this) {
            if (stopped || ended) {
                throw new InterruptedException();
            }
            scoring = Thread.currentThread();
        }
        CancellableContext limited = limit.of(context);
        limited.addListener(over -> interrupt(), Runnable::run);
        Context before = limited.attach();
        try {
            return scorer.score(tenant, text);
        } finally {
            limited.detach(before);
            limited.cancel(null);
            synchronized (this) {
                scoring = null;
                // An interrupt that came too late must not reach the store.
                Thread.interrupted();
            }
        }
    }

    private synchronized void interrupt() {
        if (scoring != null) {
            scoring.interrupt();
        }
    }

    private void end(@Nullable Scoring made, @Nullable Throwable failure) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        atEnd.accept(this);
        if (made != null) {
            scores.complete(made);
        } else {
            scores.completeExceptionally(failure == null ? new InterruptedException() : failure);
        }
        context.cancel(null);
    }
}
