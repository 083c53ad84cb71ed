package circumplex.classifier.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import circumplex.classifier.known.ScoreStore.Row;
import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.Scoring;
import circumplex.kit.testing.Eventually;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupedWritesTest {

    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final Duration NOT_LONG = Duration.ofMillis(50);
    private static final Scoring SCORING =
            Scoring.by("s", ScoreVector.of(ValueSets.all().defaultSet(), new float[ValueSets.all().defaultSet().size()]));

    private final List<List<Row>> transactions = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void whatCameDuringACommitGoesWithTheNextOne() {
        try (GroupedWrites writes = new GroupedWrites(this::writeOnceTold)) {
            List<CompletableFuture<Boolean>> added = new ArrayList<>();
            added.add(add(writes, "t", scores(0, 1)));
            await(begun);
            for (int i = 1; i <= 40; i++) {
                added.add(add(writes, "tenant " + i % 2, scores(i, 3)));
            }
            Eventually.holds("all wait", () -> writes.rowsWaiting() == 121);
            assertThat(added).noneMatch(CompletableFuture::isDone);
            goOn.countDown();

            assertThat(added).allMatch(CompletableFuture::join);
            assertThat(transactions).hasSize(2);
            assertThat(transactions.get(1)).hasSize(120).filteredOn(row -> row.tenant().equals("tenant 1")).hasSize(60);
        }
    }

    /** What was paid for must not be lost for what is wrong with another. */
    @Test
    void oneThatCannotBeWrittenCostsOnlyItself() {
        try (GroupedWrites writes = new GroupedWrites(rows -> {
            writeOnceTold(rows);
            if (rows.stream().anyMatch(row -> row.tenant().equals("bad"))) {
                GroupedWritesTest.<RuntimeException>smuggle(new SQLException("no such tenant"));
            }
        })) {
            CompletableFuture<Boolean> first = add(writes, "t", scores(0, 1));
            await(begun);
            CompletableFuture<Boolean> bad = add(writes, "bad", scores(1, 1));
            CompletableFuture<Boolean> beside = add(writes, "t", scores(2, 1));
            Eventually.holds("all wait", () -> writes.rowsWaiting() == 3);
            goOn.countDown();

            assertThat(first.join()).isTrue();
            assertThat(beside.join()).isTrue();
            assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class).hasRootCauseInstanceOf(SQLException.class);
            assertThat(writes.add("t", scores(3, 1), ENOUGH)).isTrue();
            Eventually.holds("their room is free again", () -> writes.rowsWaiting() == 0);
        }
    }

    /** A store that hangs costs one caller its patience, the others nothing, and no memory without end. */
    @Test
    void whileTheStoreHangsNobodyWaitsTwiceAndNothingGrows() {
        GroupedWrites writes = new GroupedWrites(this::writeOnceTold);
        assertThat(writes.add("t", scores(0, 1), NOT_LONG)).isFalse();
        assertTimeoutPreemptively(ENOUGH, () -> {
            for (int i = 0; i < 100; i++) {
                assertThat(writes.add("t", scores(1 + 300 * i, 300), Duration.ofDays(1))).as("without waiting").isFalse();
            }
        });
        assertThat(writes.rowsWaiting()).isLessThanOrEqualTo(20_000);
        goOn.countDown();
        Eventually.holds("it is waited for again", () -> writes.add("t", scores(99_999, 1), ENOUGH));
        writes.close();

        assertThat(transactions.stream().mapToInt(List::size).sum()).as("what was late is stored all the same").isGreaterThan(19_500);
    }

    /** As the container does with what the database throws. */
    @SuppressWarnings("unchecked")
    private static <T extends Exception> void smuggle(Exception checked) throws T {
        throw (T) checked;
    }

    private void writeOnceTold(List<Row> rows) {
        begun.countDown();
        await(goOn);
        transactions.add(rows);
    }

    private CompletableFuture<Boolean> add(GroupedWrites writes, String tenant, Map<ContentKey, Scoring> scores) {
        return CompletableFuture.supplyAsync(() -> writes.add(tenant, scores, ENOUGH), callers);
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
