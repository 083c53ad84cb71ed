package circumplex.classifier.classify;

import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.Scoring;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import io.grpc.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A scorer that takes its time, as one that asks a language model does. Only where the test asks for it. */
@Singleton
@Requires(property = "test.slow-scorer")
public final class SlowScorer implements Scorer {

    private static final ValueSet SET = ValueSets.all().defaultSet();

    /** How long a text takes unless it is interrupted. */
    volatile Duration takes = Duration.ofSeconds(3);

    /** Texts that it fails on. */
    volatile String failsOn = "\0";

    /** Whether a call goes on although it is interrupted. */
    volatile boolean stubborn;

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> byText = new ConcurrentHashMap<>();
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicLong lastAtWork = new AtomicLong();
    private final List<Boolean> deadlines = new CopyOnWriteArrayList<>();

    @Override
    public ValueSet set() {
        return SET;
    }

    @Override
    public String id() {
        return "test/slow";
    }

    @Override
    public boolean knows(String language) {
        return true;
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Scoring score(String tenant, PostText text) throws InterruptedException {
        calls.add(text.text());
        byText.merge(text.text(), 1, Integer::sum);
        deadlines.add(Context.current().getDeadline() != null);
        atWork.incrementAndGet();
        try {
            long end = System.nanoTime() + takes.toNanos();
            while (System.nanoTime() < end) {
                lastAtWork.set(System.nanoTime());
                work(end - System.nanoTime());
            }
            if (text.text().contains(failsOn)) {
                throw new IllegalStateException("cannot score " + text.text());
            }
            float[] scores = new float[SET.size()];
            scores[0] = text.text().length() % 7;
            return Scoring.by(id(), ScoreVector.of(SET, scores));
        } finally {
            atWork.decrementAndGet();
        }
    }

    private void work(long nanos) throws InterruptedException {
        try {
            // A latch that nobody opens: waits, and can be interrupted.
            new CountDownLatch(1).await(Math.min(nanos, 1_000_000), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            if (!stubborn) {
                throw e;
            }
        }
    }

    public List<String> calls() {
        return calls;
    }

    public int calls(String text) {
        return byText.getOrDefault(text, 0);
    }

    public int atWork() {
        return atWork.get();
    }

    /** When a call was last seen at work, as {@code System.nanoTime}. */
    long lastAtWork() {
        return lastAtWork.get();
    }

    boolean everyCallHadADeadline() {
        return !deadlines.contains(false);
    }

    public void reset(Duration nextTakes) {
        takes = nextTakes;
        failsOn = "\0";
        stubborn = false;
        calls.clear();
        byText.clear();
        deadlines.clear();
    }
}
