package circumplex.classifier.known;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.Quote;
import circumplex.classifier.text.Scoring;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store promises, on every engine. */
class ScoreStoreTest {

    private static final long SEED = 88;
    private static final ValueSet SET = ValueSets.all().defaultSet();
    private static final Map<Engine, RunningService> SERVICES = new EnumMap<>(Engine.class);

    @AfterAll
    static void stop() {
        SERVICES.values().forEach(RunningService::close);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void givesBackWhatItWasGiven(Engine engine) {
        ScoreStore store = store(engine);
        String tenant = tenant();
        Map<ContentKey, ScoreVector> scores = scores(new Random(SEED), 500);
        scores.put(key(501), ScoreVector.of(SET, filled(6f)));
        scores.put(key(502), ScoreVector.of(SET, filled(0f)));

        store.add(tenant, by("s", scores));

        assertThat(store.find(tenant, "s", SET, scores.keySet())).as("seed %d", SEED).isEqualTo(by("s", scores));
        assertThat(store.find(tenant, "s", SET, List.of(key(3), key(9_999)))).containsOnlyKeys(key(3));
        assertThat(store.find(tenant, "s", SET, List.of())).isEmpty();
    }

    /** H2 reads all rows of a tenant where it finds no way down the key: a stream took the longer for each batch the more it had stored. */
    @Test
    void aTextIsFoundByTheKeyAlone() throws Exception {
        String url = Engine.H2.freshUrl();
        try (RunningService service = RunningService.start("classifier-svc", Map.of("datasources.default.url", url));
                Connection database = DriverManager.getConnection(url, "sa", "");
                PreparedStatement explain = database.prepareStatement("explain " + ScoreStore.FIND)) {
            service.bean(ScoreStore.class).add("t", by("s", scores(new Random(SEED), 200)));
            explain.setArray(1, database.createArrayOf("varchar", new Object[] {key(1).hex()}));
            explain.setString(2, "t");
            explain.setString(3, "s");
            try (ResultSet plan = explain.executeQuery()) {
                assertThat(plan.next()).isTrue();
                assertThat(plan.getString(1)).as("the index and what is looked up in it").containsPattern("(?s)PRIMARY_KEY[^/]*content_key = CAST");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void quotesComeBackAsPlaces(Engine engine) {
        ScoreStore store = store(engine);
        String tenant = tenant();
        List<Quote> quotes = List.of(new Quote(18, 0, 9_999), new Quote(0, 7, 8), new Quote(4, 179_000, 180_000));
        Scoring scoring = new Scoring("s", ScoreVector.of(SET, filled(3f)), "fp", quotes);

        store.add(tenant, Map.of(key(1), scoring));

        assertThat(store.find(tenant, "s", SET, List.of(key(1)))).containsEntry(key(1), ScoreStore.asStored(scoring));
        assertThat(ScoreStore.asStored(scoring).quotes()).isEqualTo(quotes);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void tenantsAndScorersDoNotSeeEachOther(Engine engine) {
        ScoreStore store = store(engine);
        String tenant = tenant();
        store.add(tenant, by("s", Map.of(key(1), ScoreVector.of(SET, filled(1f)))));
        store.add(tenant, by("t", Map.of(key(1), ScoreVector.of(SET, filled(2f)))));

        assertThat(store.find(tenant(), "s", SET, List.of(key(1)))).isEmpty();
        assertThat(store.find(tenant, "u", SET, List.of(key(1)))).isEmpty();
        assertThat(store.find(tenant, "t", SET, List.of(key(1)))).containsValue(Scoring.by("t", ScoreVector.of(SET, filled(2f))));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theFirstRowStaysAndTheNewOnesOfTheSameBatchAreStored(Engine engine) {
        ScoreStore store = store(engine);
        String tenant = tenant();
        store.add(tenant, by("s", Map.of(key(2), ScoreVector.of(SET, filled(1f)))));

        Map<ContentKey, ScoreVector> batch = new LinkedHashMap<>();
        List.of(3, 2, 1).forEach(i -> batch.put(key(i), ScoreVector.of(SET, filled(5f))));
        store.add(tenant, by("s", batch));
        store.add(tenant, by("s", Map.of()));

        batch.put(key(2), ScoreVector.of(SET, filled(1f)));
        assertThat(store.find(tenant, "s", SET, batch.keySet())).isEqualTo(by("s", batch));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void requestsWithTheSameTextsAtTheSameTimeAllSucceed(Engine engine) throws Exception {
        ScoreStore store = store(engine);
        int threads = 6;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 15; round++) {
                String tenant = tenant();
                Map<ContentKey, ScoreVector> scores = scores(new Random(SEED + round), 60);
                CyclicBarrier start = new CyclicBarrier(threads);
                List<Future<?>> writers = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    Map<ContentKey, ScoreVector> shuffled = shuffled(scores, new Random(thread));
                    writers.add(pool.submit(() -> {
                        start.await(30, TimeUnit.SECONDS);
                        store.add(tenant, by("s", shuffled));
                        return null;
                    }));
                }
                for (Future<?> writer : writers) {
                    writer.get(60, TimeUnit.SECONDS);
                }
                assertThat(store.find(tenant, "s", SET, scores.keySet())).as("seed %d", SEED + round).isEqualTo(by("s", scores));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static ScoreStore store(Engine engine) {
        return SERVICES
                .computeIfAbsent(
                        engine,
                        e -> RunningService.start("classifier-svc", Map.of("datasources.default.url", e.freshUrl())))
                .bean(ScoreStore.class);
    }

    private static Map<ContentKey, ScoreVector> shuffled(Map<ContentKey, ScoreVector> scores, Random random) {
        List<ContentKey> keys = new ArrayList<>(scores.keySet());
        java.util.Collections.shuffle(keys, random);
        Map<ContentKey, ScoreVector> shuffled = new LinkedHashMap<>();
        keys.forEach(key -> shuffled.put(key, scores.get(key)));
        return shuffled;
    }

    /** Scores on the grid of the store, in thousandths. */
    private static Map<ContentKey, ScoreVector> scores(Random random, int count) {
        Map<ContentKey, ScoreVector> scores = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[SET.size()];
            for (int v = 0; v < values.length; v++) {
                values[v] = random.nextInt(6_001) / 1000f;
            }
            scores.put(key(i), ScoreVector.of(SET, values));
        }
        return scores;
    }

    private static Map<ContentKey, Scoring> by(String scorerId, Map<ContentKey, ScoreVector> scores) {
        Map<ContentKey, Scoring> scorings = new LinkedHashMap<>();
        scores.forEach((key, vector) -> scorings.put(key, Scoring.by(scorerId, vector)));
        return scorings;
    }

    private static float[] filled(float score) {
        float[] scores = new float[SET.size()];
        java.util.Arrays.fill(scores, score);
        return scores;
    }

    private static ContentKey key(int i) {
        return new ContentKey(String.format("%064x", i));
    }

    private static String tenant() {
        return UUID.randomUUID().toString();
    }
}
