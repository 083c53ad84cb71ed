package circumplex.gateway.backfill;

import circumplex.gateway.downstream.NonsenseException;
import circumplex.kit.Caller;
import circumplex.kit.Refusal;
import circumplex.kit.patience.Burst;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.StatusRuntimeException;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives annotations the scores that they lack, one person at a time and off the way of any request. Several replicas may do the same for
 * one person: the scores are the same, and adding them twice adds them once. What finds no room, or fails, is tried when the person is
 * heard of again.
 */
@Singleton
public final class Backfill {

    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

    /** How long a person is left alone after a try that did not fail. Some posts are never scored, such as those in other languages. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final int REMEMBERED = 10_000;
    private static final int WAITING = 100;

    private static final int PAGE = 50;

    /** Of one try; the next one finds the others. */
    private static final int MOST_PAGES = 20;

    private static final int MOST_SECONDS = 30;

    private final BackfillClient services;
    private final Cache<Task, Boolean> tried =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(PAUSE).build();
    private final Map<String, String> latestScorer = new ConcurrentHashMap<>();
    private final Burst trouble = new Burst(PAUSE);
    private final LongCounter posts;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "backfill-timer"));
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1, 1, PAUSE.toSeconds(), TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> daemon(work, "backfill"));

    Backfill(BackfillClient services, Meter meter) {
        this.services = services;
        this.posts = meter.counterBuilder("circumplex.backfill.posts")
                .setUnit("{post}")
                .setDescription("Annotated posts that got the scores of a scorer that had not scored them.")
                .build();
        worker.allowCoreThreadTimeOut(true);
    }

    private record Task(String tenant, String userId, ValueSet set, String scorerId) {}

    /** As {@link #lacking}, of a feed: its scorer is the one of now. */
    public void ofFeed(String userId, ValueSet set, String scorerId, int inactive) {
        if (!scorerId.isEmpty()) {
            latestScorer.put(set.id(), scorerId);
        }
        lacking(userId, set, scorerId, inactive);
    }

    /**
     * Hears how many annotations of a person lack scores, and returns at once. To be called within the call of a client.
     *
     * @param scorerId whose scores; empty is nobody's
     */
    public void lacking(String userId, ValueSet set, String scorerId, int inactive) {
        if (scorerId.isEmpty() || inactive == 0) {
            return;
        }
        Task task = new Task(Caller.current().tenant(), userId, set, scorerId);
        if (tried.asMap().putIfAbsent(task, true) != null) {
            return;
        }
        CancellableContext context = Context.current().fork().withDeadlineAfter(MOST_SECONDS, TimeUnit.SECONDS, timer);
        try {
            worker.execute(() -> {
                context.run(() -> fill(task));
                context.cancel(null);
            });
        } catch (RejectedExecutionException e) {
            context.cancel(null);
            tried.invalidate(task);
        }
    }

    /** The scorer that feeds were made with last; empty before the first. */
    public String latestScorer(ValueSet set) {
        return latestScorer.getOrDefault(set.id(), "");
    }

    @PreDestroy
    void close() {
        worker.shutdownNow();
        timer.shutdownNow();
    }

    private void fill(Task task) {
        try {
            String after = "";
            for (int page = 0; page < MOST_PAGES; page++) {
                BackfillClient.Keys keys = services.inactive(task.userId(), task.set(), task.scorerId(), after, PAGE);
                if (!keys.contentKeys().isEmpty()) {
                    Map<String, Map<String, ScoreVector>> scores =
                            services.scores(task.userId(), task.set(), keys.contentKeys());
                    posts.add(scores.isEmpty() ? 0 : services.add(task.userId(), task.set(), scores));
                }
                after = keys.next();
                if (after.isEmpty()) {
                    return;
                }
            }
        } catch (StatusRuntimeException | NonsenseException | Refusal e) {
            tried.invalidate(task);
            if (trouble.begins()) {
                LOG.warn("annotations do not get the scores of the scorer of now: {}", cause(e));
            }
        }
    }

    /** Without the message of another service, which may name anything. */
    private static String cause(RuntimeException failure) {
        return failure instanceof StatusRuntimeException status
                ? status.getStatus().getCode().name()
                : failure.getClass().getSimpleName();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
