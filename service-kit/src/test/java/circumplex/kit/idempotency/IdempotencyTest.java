package circumplex.kit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.TestServer;
import circumplex.kit.call.Caller;
import circumplex.kit.log.Causes;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.testing.Engine;
import circumplex.personalizer.v1.DeleteUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankedPost;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A write happens once, on both engines. The effect in these tests is a row in a table of their own. */
class IdempotencyTest {

    private static final Map<Engine, TestServer> SERVERS = new EnumMap<>(Engine.class);
    private static final Map<Engine, String> URLS = new EnumMap<>(Engine.class);

    private final String requestId = UUID.randomUUID().toString();
    private final RecordAnnotationsRequest request = RecordAnnotationsRequest.newBuilder()
            .setRequestId(requestId)
            .setUserId("person-" + UUID.randomUUID())
            .build();

    @BeforeAll
    static void start() {
        for (Engine engine : Engine.values()) {
            String url = engine.freshUrl();
            URLS.put(engine, url);
            SERVERS.put(engine, TestServer.start(Map.of("datasources.default.url", url)));
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(TestServer::close);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRepetitionHasNoFurtherEffectAndTheSameAnswer(Engine engine) throws Exception {
        AtomicInteger works = new AtomicInteger();
        List<RecordAnnotationsResponse> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(once(engine, "default", requestId, request, () -> effect(engine, works.incrementAndGet())));
        }

        assertThat(answers).containsOnly(answer(1));
        assertThat(works).hasValue(1);
        assertThat(effects(engine)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRepetitionIsKnownHoweverItsIdIsSpelt(Engine engine) throws Exception {
        String capitals = requestId.toUpperCase(Locale.ROOT);
        RecordAnnotationsRequest inCapitals = request.toBuilder().setRequestId(capitals).build();
        once(engine, "default", requestId, request.toBuilder().setRequestId(requestId).build(), () -> effect(engine, 1));

        assertThat(once(engine, "default", capitals, inCapitals, () -> effect(engine, 2))).isEqualTo(answer(1));
        assertThat(effects(engine)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anotherRequestUnderTheSameIdIsRefused(Engine engine) throws Exception {
        once(engine, "default", requestId, request, () -> effect(engine, 1));

        RecordAnnotationsRequest other = request.toBuilder().setUserId("another").build();
        assertReused(() -> once(engine, "default", requestId, other, () -> effect(engine, 2)));
        // The same bytes as a message of another method are another request.
        ExportUserDataRequest export = ExportUserDataRequest.newBuilder().setUserId("ann").build();
        DeleteUserDataRequest delete = DeleteUserDataRequest.parseFrom(export.toByteString());
        String id = UUID.randomUUID().toString();
        idempotency(engine, "default", () -> bean(engine, Idempotency.class)
                .once(id, export, RecordAnnotationsResponse.parser(), () -> answer(1)));
        assertReused(() -> idempotency(engine, "default", () -> bean(engine, Idempotency.class)
                .once(id, delete, RecordAnnotationsResponse.parser(), () -> answer(1))));
        assertThat(effects(engine)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatFailsLeavesNothingAndMayBeTriedAgain(Engine engine) throws Exception {
        for (RuntimeException failure : List.of(
                new IllegalStateException("defect"), Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "Later."))) {
            assertThatThrownBy(() -> once(engine, "default", requestId, request, () -> {
                        effect(engine, 1);
                        throw failure;
                    }))
                    .satisfies(thrown -> assertThat(Causes.of(thrown)).contains(failure));
            assertThat(effects(engine)).isZero();
            assertThat(rows(engine, requestId)).isEmpty();
        }

        assertThat(once(engine, "default", requestId, request, () -> effect(engine, 2))).isEqualTo(answer(2));
        assertThat(effects(engine)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void sixteenAtOnceHaveOneEffectAndOneAnswer(Engine engine) throws Exception {
        int threads = 16;
        AtomicInteger works = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<RecordAnnotationsResponse>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                calls.add(() -> {
                    start.await();
                    return once(engine, "default", requestId, request, () -> effect(engine, works.incrementAndGet()));
                });
            }
            List<RecordAnnotationsResponse> answers = new ArrayList<>();
            for (Future<RecordAnnotationsResponse> call : pool.invokeAll(calls)) {
                answers.add(call.get());
            }

            assertThat(answers).hasSize(threads).containsOnly(answer(1));
            assertThat(works).hasValue(1);
            assertThat(effects(engine)).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRepetitionWaitsForTheFirstHoweverLongThatWorks(Engine engine) throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CompletableFuture<Void> released = new CompletableFuture<>();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<RecordAnnotationsResponse> first = pool.submit(() -> once(engine, "default", requestId, request, () -> {
                working.countDown();
                released.join();
                return effect(engine, 1);
            }));
            assertThat(working.await(30, TimeUnit.SECONDS)).isTrue();
            Future<RecordAnnotationsResponse> second =
                    pool.submit(() -> once(engine, "default", requestId, request, () -> effect(engine, 2)));

            // Longer than H2 waits for a lock by itself.
            assertThatThrownBy(() -> second.get(2_500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            released.complete(null);
            assertThat(first.get()).isEqualTo(answer(1));
            assertThat(second.get()).isEqualTo(answer(1));
            assertThat(effects(engine)).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void tenantsDoNotSeeEachOthersIds(Engine engine) throws Exception {
        assertThat(once(engine, "north", requestId, request, () -> effect(engine, 1))).isEqualTo(answer(1));
        assertThat(once(engine, "south", requestId, request, () -> effect(engine, 2))).isEqualTo(answer(2));

        assertThat(once(engine, "north", requestId, request, () -> effect(engine, 3))).isEqualTo(answer(1));
        assertThat(once(engine, "south", requestId, request, () -> effect(engine, 3))).isEqualTo(answer(2));
        assertThat(effects(engine)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anIdIsForgottenAfter24Hours(Engine engine) throws Exception {
        Idempotency idempotency = bean(engine, Idempotency.class);
        once(engine, "default", requestId, request, () -> effect(engine, 1));

        age(engine, Duration.ofHours(24).minusMinutes(1));
        idempotency.forget();
        assertThat(once(engine, "default", requestId, request, () -> effect(engine, 2))).isEqualTo(answer(1));

        age(engine, Duration.ofHours(24).plusMinutes(1));
        idempotency.forget();
        assertThat(rows(engine, requestId)).isEmpty();
        assertThat(once(engine, "default", requestId, request, () -> effect(engine, 3))).isEqualTo(answer(3));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theRecordHoldsNothingOfThePerson(Engine engine) throws Exception {
        String text = "what the person wrote " + UUID.randomUUID();
        RecordAnnotationsRequest telling = request.toBuilder()
                .addAnnotations(circumplex.personalizer.v1.Annotation.newBuilder()
                        .setContentKey(text)
                        .putRatings("benevolence_caring", 6))
                .build();
        once(engine, "default", requestId, telling, () -> effect(engine, 1));
        List<String> row = rows(engine, requestId);

        assertThat(row).hasSize(5).contains("default", requestId);
        assertThat(row).allSatisfy(column -> {
            assertThat(column).doesNotContain(request.getUserId(), text, "benevolence");
            if (column.matches("[A-Za-z0-9+/=]+")) {
                assertThat(new String(Base64.getMimeDecoder().decode(column), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain(request.getUserId(), text, "benevolence");
            }
        });
        // The same request under another id has another digest: rows cannot be linked.
        String other = UUID.randomUUID().toString();
        once(engine, "default", other, telling, () -> effect(engine, 1));
        assertThat(rows(engine, other)).doesNotContain(row.get(2));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAnswerMayBeAsLargeAsAMessage(Engine engine) throws Exception {
        RankPostsResponse.Builder large = RankPostsResponse.newBuilder();
        while (large.build().getSerializedSize() < (4 << 20) - 80_000) {
            for (int i = 0; i < 250; i++) {
                large.addRanked(RankedPost.newBuilder().setPostId("p".repeat(250) + i).setRank(i));
            }
        }
        RankPostsResponse answer = large.build();
        assertThat(answer.getSerializedSize()).isBetween(4_000_000, 4 << 20);
        for (int i = 0; i < 2; i++) {
            assertThat(idempotency(engine, "default", () -> bean(engine, Idempotency.class)
                            .once(requestId, request, RankPostsResponse.parser(), () -> answer)))
                    .isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anEmptyAnswerIsAnAnswer(Engine engine) throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(once(engine, "default", requestId, request, RecordAnnotationsResponse::getDefaultInstance))
                    .isEqualTo(RecordAnnotationsResponse.getDefaultInstance());
        }
    }

    private RecordAnnotationsResponse once(
            Engine engine,
            String tenant,
            String id,
            RecordAnnotationsRequest message,
            Supplier<RecordAnnotationsResponse> work)
            throws Exception {
        return idempotency(engine, tenant, () -> bean(engine, Idempotency.class)
                .once(id, message, RecordAnnotationsResponse.parser(), work));
    }

    private static <A> A idempotency(Engine engine, String tenant, Callable<A> call) throws Exception {
        return new Caller(tenant, "r-" + engine).asContext().call(call);
    }

    private static Connection connection(Engine engine) throws SQLException {
        return DriverManager.getConnection(Objects.requireNonNull(URLS.get(engine)), "sa", "");
    }

    private static <T> T bean(Engine engine, Class<T> type) {
        return Objects.requireNonNull(SERVERS.get(engine)).bean(type);
    }

    private static void assertReused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(
                Refusal.class, e -> assertThat(e.reason()).isEqualTo(ErrorReason.ERROR_REASON_REQUEST_ID_REUSED));
    }

    /** Writes a row in the transaction that is under way. */
    private RecordAnnotationsResponse effect(Engine engine, int number) {
        @SuppressWarnings("unchecked") // the only transactions here are of JDBC
        TransactionOperations<Connection> transactions = bean(engine, TransactionOperations.class);
        try (PreparedStatement insert =
                transactions.getConnection().prepareStatement("insert into effects (request_id) values (?)")) {
            insert.setString(1, requestId);
            insert.executeUpdate();
            return answer(number);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static RecordAnnotationsResponse answer(int number) {
        return RecordAnnotationsResponse.newBuilder().setAdded(number).build();
    }

    private int effects(Engine engine) throws SQLException {
        try (Connection connection = connection(engine);
                PreparedStatement count = connection.prepareStatement("select count(*) from effects where request_id = ?")) {
            count.setString(1, requestId);
            ResultSet rows = count.executeQuery();
            rows.next();
            return rows.getInt(1);
        }
    }

    /** All columns of all rows of an id. */
    private static List<String> rows(Engine engine, String id) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection connection = connection(engine);
                PreparedStatement select = connection.prepareStatement("select * from idempotency where request_id = ?")) {
            select.setString(1, id);
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getString(i)));
                }
            }
        }
        return columns;
    }

    private void age(Engine engine, Duration age) throws SQLException {
        try (Connection connection = connection(engine);
                PreparedStatement update =
                        connection.prepareStatement("update idempotency set created_at = ? where request_id = ?")) {
            update.setTimestamp(1, Timestamp.from(Instant.now().minus(age)));
            update.setString(2, requestId);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
