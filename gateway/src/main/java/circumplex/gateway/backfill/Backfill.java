package circumplex.gateway.backfill;

import circumplex.kit.call.Caller;
import circumplex.kit.drain.Draining;
import circumplex.kit.patience.Burst;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
public final class Backfill implements Draining {

    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

    /** How long a person is left alone after a try that did not fail. Some posts are never scored, such as those in other languages. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** A person who comes back later begins anew. */
    private static final Duration GOES_ON = Duration.ofMinutes(10);

    private static final int REMEMBERED = 10_000;
    private static final int WAITING = 100;

    private static final int PAGE = 50;

    /** Of one try; the next one finds the others. */
    private static final int MOST_PAGES = 20;

    private static final int MOST_SECONDS = 30;

    private final BackfillClient services;
    private final Cache<Task, Boolean> tried =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(PAUSE).build();

    /** Where the next try goes on, if there was not time for all: posts that are never scored may fill a whole try. */
    private final Cache<Task, String> reached =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(GOES_ON).build();

    /** Those that feeds were made with last. Only what to fill: what a person is told never depends on the feeds of others. */
    private final Map<Scale, List<String>> scorersOfNow = new ConcurrentHashMap<>();

    private final Set<CancellableContext> underWay = ConcurrentHashMap.newKeySet();
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

    private record Scale(String tenant, String setId, int version) {}

    /**
     * Hears of a feed, whose scorers are those of now. Returns at once; to be called within the call of a client.
     *
     * @param scorerIds whose scores the feed is made of
     * @param inactive how many annotations of the person lack them
     */
    public void ofFeed(String userId, ValueSet set, List<String> scorerIds, int inactive) {
        List<String> scorers = scorerIds.stream().filter(scorer -> !scorer.isEmpty()).toList();
        if (!scorers.isEmpty()) {
            scorersOfNow.put(scale(set), scorers);
        }
        if (inactive > 0) {
            scorers.forEach(scorer -> fillLater(userId, set, scorer));
        }
    }

    /**
     * Hears of a calibration, which is on the scale of the person's own scorer: its annotations may lack scores of those that feeds are made
     * with now. Returns at once; to be called within the call of a client.
     *
     * @param scorerId the person's own; empty if there is none
     * @param active annotations that have its scores
     * @param inactive annotations that lack them
     */
    public void ofCalibration(String userId, ValueSet set, String scorerId, int active, int inactive) {
        for (String scorer : scorersOfNow.getOrDefault(scale(set), scorerId.isEmpty() ? List.of() : List.of(scorerId))) {
            if (inactive > 0 || (active > 0 && !scorer.equals(scorerId))) {
                fillLater(userId, set, scorer);
            }
        }
    }

    private void fillLater(String userId, ValueSet set, String scorerId) {
        Task task = new Task(Caller.current().tenant(), userId, set, scorerId);
        if (tried.asMap().putIfAbsent(task, true) != null) {
            return;
        }
        Context caller = Context.current().fork();
        try {
            worker.execute(() -> inTime(caller, task));
        } catch (RejectedExecutionException e) {
            tried.invalidate(task);
        }
    }

    /** The time begins here: what waits behind others loses none of it. */
    private void inTime(Context caller, Task task) {
        CancellableContext context = caller.withDeadlineAfter(MOST_SECONDS, TimeUnit.SECONDS, timer);
        underWay.add(context);
        try {
            context.run(() -> fill(task));
        } finally {
            underWay.remove(context);
            context.cancel(null);
        }
    }

    private static Scale scale(ValueSet set) {
        return new Scale(Caller.current().tenant(), set.id(), set.version());
    }

    /** A try that is cut short loses nothing: what it has added stays, and the rest is found again. */
    @Override
    public void drain(Deadline until) {
        worker.getQueue().clear();
        worker.shutdown();
        underWay.forEach(context -> context.cancel(null));
        timer.shutdownNow();
    }

    private void fill(Task task) {
        try {
            String after = Optional.ofNullable(reached.getIfPresent(task)).orElse("");
            for (int page = 0; page < MOST_PAGES; page++) {
                BackfillClient.Keys keys = services.inactive(task.userId(), task.set(), task.scorerId(), after, PAGE);
                if (!keys.contentKeys().isEmpty()) {
                    Map<String, Map<String, ScoreVector>> scores =
                            services.scores(task.userId(), task.set(), keys.contentKeys());
                    posts.add(scores.isEmpty() ? 0 : services.add(task.userId(), task.set(), scores));
                }
                after = keys.next();
                if (after.isEmpty()) {
                    reached.invalidate(task);
                    return;
                }
                reached.put(task, after);
            }
        } catch (RuntimeException e) {
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
