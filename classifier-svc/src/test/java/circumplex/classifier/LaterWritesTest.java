package circumplex.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.Scoring;
import circumplex.kit.testing.Eventually;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LaterWritesTest {

    private static final Scoring SCORING =
            Scoring.by("s", ScoreVector.of(ValueSets.all().defaultSet(), new float[ValueSets.all().defaultSet().size()]));

    @Test
    void manyCallsAreFewWritesAndNothingIsLostAtTheEnd() {
        List<Map<ContentKey, Scoring>> writes = new CopyOnWriteArrayList<>();
        LaterWrites later = new LaterWrites((tenant, scores) -> writes.add(scores));
        for (int i = 0; i < 3_000; i++) {
            later.add("t", scores(i, 1));
        }
        later.close();

        assertThat(writes.stream().mapToInt(Map::size).sum()).isEqualTo(3_000);
        assertThat(writes).hasSizeLessThan(300);
    }

    @Test
    void tenantsStayApart() {
        Map<String, Set<ContentKey>> written = new ConcurrentHashMap<>();
        LaterWrites later = new LaterWrites(
                (tenant, scores) -> written.computeIfAbsent(tenant, same -> ConcurrentHashMap.newKeySet()).addAll(scores.keySet()));
        later.add("a", scores(0, 10));
        later.add("b", scores(5, 10));
        later.close();

        assertThat(written).containsOnlyKeys("a", "b");
        assertThat(written.get("a")).isEqualTo(scores(0, 10).keySet());
        assertThat(written.get("b")).isEqualTo(scores(5, 10).keySet());
    }

    @Test
    void aWriteThatFailsEndsNothing() {
        Set<String> written = ConcurrentHashMap.newKeySet();
        try (LaterWrites later = new LaterWrites((tenant, scores) -> {
            if (tenant.startsWith("bad")) {
                throw new IllegalStateException("the store is away");
            }
            written.add(tenant);
        })) {
            later.add("bad", scores(0, 1));
            later.add("beside it", scores(0, 1));
            Eventually.holds("the other tenant of a batch", () -> written.contains("beside it"));
            later.add("bad again", scores(1, 1));
            later.add("after it", scores(1, 1));
            Eventually.holds("the next batch", () -> written.contains("after it"));
        }
    }

    /** A store that hangs must cost neither memory without end nor the time of a request. */
    @Test
    void aFullQueueTakesNoMoreAndHoldsNobodyUp() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Set<ContentKey> written = ConcurrentHashMap.newKeySet();
        LaterWrites later = new LaterWrites((tenant, scores) -> {
            begun.countDown();
            await(goOn);
            written.addAll(scores.keySet());
        });
        later.add("t", scores(0, 1));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        later.add("t", scores(1, 30_000));
        goOn.countDown();
        later.close();

        assertThat(written).hasSize(20_001).containsAll(scores(0, 20_001).keySet());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<ContentKey, Scoring> scores(int from, int count) {
        Map<ContentKey, Scoring> scores = new LinkedHashMap<>();
        for (int i = from; i < from + count; i++) {
            scores.put(new ContentKey(String.format("%064x", i)), SCORING);
        }
        return scores;
    }
}
