package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.refusal.RefusalStatus;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import circumplex.values.v1.ValueSetRef;
import circumplex.wire.InvalidField;
import circumplex.wire.WireValueSets;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client is told, and what the log keeps, when a call fails. */
class ErrorsTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void textThatIsNotUtf8IsAMalformedMessageAndNoDefect() {
        // Field 1 (value_sets), length 3: its field 1 (id), length 1: a byte that starts nothing in UTF-8.
        assertMalformed(new byte[] {0x0a, 3, 0x0a, 1, (byte) 0xff});
    }

    @Test
    void bytesThatAreNoMessageAreAMalformedMessageAndNoDefect() {
        assertMalformed(new byte[] {0x0a, 127});
        assertMalformed(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aDefectIsLoggedOnceAndToldWithoutItsMessage(Supplier<Throwable> defect, String canary) {
        server.does(request -> {
            throw Sneaky.sneaky(defect.get());
        });
        try (Logs logs = Logs.open()) {
            Refused failed = Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));

            assertThat(failed.codeAndReason()).isEqualTo("INTERNAL/INTERNAL");
            assertThat(failed.sentence()).isEqualTo("A defect of the service; its log says more under the request id.");
            assertThat(failed.everything()).doesNotContain(canary, "Exception", "circumplex.kit");
            assertThat(logs.lines("ErrorInterceptor"))
                    .singleElement()
                    .asString()
                    .startsWith("ERROR [" + failed.requestId() + "]")
                    .contains("circumplex.ranker.v1.RankerService/RankPosts failed: ", "ErrorsTest");
            assertThat(logs.lines()).noneMatch(line -> line.contains(canary));
        }
    }

    private static Stream<Arguments> defects() {
        String canary = "canary-" + UUID.randomUUID();
        Stream<Supplier<Throwable>> defects = Stream.of(
                () -> new IllegalStateException(canary),
                () -> new IllegalArgumentException(canary, new SQLException(canary, "23505")),
                () -> new AssertionError(canary),
                () -> new StackOverflowError(canary),
                () -> new IOException(canary),
                () -> Status.INVALID_ARGUMENT.withDescription(canary).asRuntimeException(),
                () -> Status.RESOURCE_EXHAUSTED.withDescription(canary).asRuntimeException());
        return defects.map(defect -> Arguments.of(defect, canary));
    }

    @Test
    void aFailureInACircleOfCausesEndsTheCall() {
        server.does(request -> {
            IllegalStateException one = new IllegalStateException("one");
            one.initCause(new IllegalStateException("two", one));
            throw one;
        });

        assertThat(Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST)).codeAndReason())
                .isEqualTo("INTERNAL/INTERNAL");
    }

    @Test
    void aDefectAfterTheAnswerIsLoggedAndDoesNotReachTheClient() {
        try (Logs logs = Logs.open()) {
            server.bean(SteeredPersonalizerEndpoint.class).does(out -> {
                out.onCompleted();
                throw new IllegalStateException("too late");
            });

            assertThat(server.personalizer().exportUserData(TestServer.EXPORT)).toIterable().isEmpty();
            Eventually.holds("the defect is logged", () -> logs.lines("ErrorInterceptor").size() == 1);
        }
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void aRefusalIsToldAsTheCatalogueHasIt(ErrorReason reason) {
        server.fails(Refusal.of(reason, "A sentence."));
        try (Logs logs = Logs.open()) {
            Refused failed = Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));

            assertThat(failed.codeAndReason()).isEqualTo(RefusalStatus.code(reason) + "/" + RefusalStatus.name(reason));
            assertThat(failed.info().getDomain()).isEqualTo("circumplex");
            assertThat(failed.sentence()).isEqualTo("A sentence.");
            assertThat(failed.requestId()).isNotBlank();
            assertThat(failed.retry()).isEmpty();
            // Expected failures are one line of the access log and no trace; a defect says so itself.
            assertThat(logs.lines("ErrorInterceptor")).hasSize(reason == ErrorReason.ERROR_REASON_INTERNAL ? 1 : 0);
            assertThat(logs.lines("circumplex.access"))
                    .singleElement()
                    .asString()
                    .matches("INFO \\[" + failed.requestId() + "] circumplex.access"
                            + " circumplex.ranker.v1.RankerService/RankPosts " + failed.code() + " [0-9]+ us");
        }
    }

    private static Stream<ErrorReason> reasons() {
        return Stream.of(ErrorReason.values())
                .filter(reason -> reason != ErrorReason.UNRECOGNIZED && reason != ErrorReason.ERROR_REASON_UNSPECIFIED);
    }

    @Test
    void aRefusalCarriesItsMetadataAndWhenToRetry() {
        server.fails(Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "Later.")
                .with("service", "ranker-svc")
                .with("why", "none")
                .retryAfter(Duration.ofMillis(1500)));
        Refused failed = Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));

        assertThat(failed.metadata()).isEqualTo(Map.of("service", "ranker-svc", "why", "none"));
        assertThat(failed.retry()).hasValueSatisfying(retry -> {
            assertThat(retry.getRetryDelay().getSeconds()).isEqualTo(1);
            assertThat(retry.getRetryDelay().getNanos()).isEqualTo(500_000_000);
        });
    }

    @Test
    void aRefusalCarriesItsViolations() {
        server.fails(Refusal.invalid(List.of(
                new Refusal.Violation("posts[3].post_id", "unique", "appears twice"),
                new Refusal.Violation("posts[4].post_id", "unique", "appears twice"))));
        Refused failed = Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));

        assertThat(failed.codeAndReason()).isEqualTo("INVALID_ARGUMENT/INVALID_REQUEST");
        assertThat(failed.violations()).containsExactly("posts[3].post_id unique", "posts[4].post_id unique");
        assertThat(failed.metadata()).isEqualTo(Map.of("field", "posts[3].post_id", "rule", "unique"));
        assertThat(failed.sentence()).isEqualTo("posts[3].post_id appears twice");
    }

    @Test
    void aRefusalIsFoundUnderWhatATransactionWrapsAroundIt() {
        server.fails(new IllegalStateException(
                "wrapper", new RuntimeException(Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, "Gone."))));

        assertThat(Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST)).codeAndReason())
                .isEqualTo("NOT_FOUND/NOT_FOUND");
    }

    @Test
    void whatTheWireMapperRefusesNamesTheField() {
        server.fails(new InvalidField("weights[\"caring\"]", "known_value", "is unknown"));
        Refused failed = Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));

        assertThat(failed.codeAndReason()).isEqualTo("INVALID_ARGUMENT/INVALID_REQUEST");
        assertThat(failed.violations()).containsExactly("weights[\"caring\"] known_value");
    }

    @Test
    void aStaleValueSetIsToldWithWhatIsKnownHere() {
        ValueSetRef known = TestServer.REQUEST.getValueSets(0);
        server.does(request -> {
            WireValueSets.require(request.getValueSets(0), "value_sets[0]");
            return RankPostsResponse.getDefaultInstance();
        });

        Refused stale = Refused.by(() -> server.ranker().rankPosts(withSet(known.toBuilder().setVersion(7))));
        assertThat(stale.codeAndReason()).isEqualTo("FAILED_PRECONDITION/VALUE_SET_MISMATCH");
        assertThat(stale.metadata())
                .isEqualTo(Map.of("value_set_id", "schwartz-19", "version", "1", "sha256", known.getSha256()));

        Refused unknown = Refused.by(() -> server.ranker().rankPosts(withSet(known.toBuilder().setId("discrimination-6"))));
        assertThat(unknown.codeAndReason()).isEqualTo("FAILED_PRECONDITION/VALUE_SET_MISMATCH");
        assertThat(unknown.metadata()).isEqualTo(Map.of("value_set_id", "discrimination-6"));
    }

    @ParameterizedTest
    @MethodSource("databaseFailures")
    void aDatabaseFailureIsToldByItsKind(SQLException failure, String codeAndReason) {
        server.fails(new IllegalStateException("around", failure));
        Refused failed = Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));

        assertThat(failed.codeAndReason()).isEqualTo(codeAndReason);
        assertThat(failed.retry().isPresent()).isEqualTo(codeAndReason.startsWith("UNAVAILABLE"));
        assertThat(failed.everything()).doesNotContain("insert into");
        if (codeAndReason.startsWith("UNAVAILABLE")) {
            assertThat(failed.metadata()).containsEntry("service", "database");
        }
    }

    private static Stream<Arguments> databaseFailures() {
        String full = "RESOURCE_EXHAUSTED/STORAGE_FULL";
        String gone = "UNAVAILABLE/UNAVAILABLE";
        String defect = "INTERNAL/INTERNAL";
        String text = "insert into annotations values ('secret')";
        return Stream.of(
                Arguments.of(new SQLException(text, "53100"), full),
                // As H2 2.3 says it: first the failed write, then that it has closed itself.
                Arguments.of(new SQLException(text, "HY000", 50000, disk("No space left on device")), full),
                Arguments.of(new SQLException(text, "90098", 90098, disk("No space left on device")), full),
                Arguments.of(new SQLException(text, "HY000", 50000, disk("Disk quota exceeded")), full),
                Arguments.of(new SQLException(text, "HY000", 50000, disk("File too large")), full),
                Arguments.of(new SQLException(text, "HY000", 50000, disk("Input/output error")), gone),
                Arguments.of(new SQLException(text, "90098", 90098), gone),
                Arguments.of(new SQLException(text, "90028", 90028), gone),
                Arguments.of(new SQLException(text, "08006"), gone),
                Arguments.of(new SQLException(text, "57P01"), gone),
                Arguments.of(new SQLException(text, "53300"), gone),
                Arguments.of(new SQLException(text, "40001"), gone),
                Arguments.of(new SQLTransientConnectionException(text), gone),
                Arguments.of(new SQLException("Connection is closed"), gone),
                Arguments.of(new SQLException(text, "23505"), defect),
                Arguments.of(new SQLException(text, "42P01"), defect),
                Arguments.of(new SQLException(text, "HY000", 50000), defect),
                Arguments.of(new SQLException(text, ""), defect),
                Arguments.of(new SQLException(text), defect));
    }

    private static Throwable disk(String message) {
        return new IllegalStateException("Writing failed", new IOException(message));
    }

    @Test
    void theAnswerOfAnotherServiceThatCannotBeReadIsNotTheClientsFault() {
        server.fails(Status.CANCELLED
                .withDescription("Refused to read message.")
                .withCause(Status.INTERNAL.withCause(new InvalidProtocolBufferException("bad")).asRuntimeException())
                .asRuntimeException());

        assertThat(Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST)).codeAndReason())
                .isEqualTo("INTERNAL/INTERNAL");
    }

    @Test
    void aServiceThatCannotBeReachedIsWorthARetry() {
        server.fails(Status.UNAVAILABLE.withDescription("io exception 10.0.0.7").asRuntimeException());
        Refused failed = Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));

        assertThat(failed.codeAndReason()).isEqualTo("UNAVAILABLE/UNAVAILABLE");
        assertThat(failed.retry()).isPresent();
        assertThat(failed.everything()).doesNotContain("10.0.0.7");
    }

    private static void assertMalformed(byte[] request) {
        try (Logs logs = Logs.open()) {
            Refused failed = Refused.by(() -> ClientCalls.blockingUnaryCall(
                    server.channel(), raw(RankerServiceGrpc.getRankPostsMethod()), CallOptions.DEFAULT, request));

            assertThat(failed.codeAndReason()).isEqualTo("INVALID_ARGUMENT/MALFORMED_MESSAGE");
            assertThat(failed.requestId()).isNotBlank();
            assertThat(logs.lines()).noneMatch(line -> line.contains("Exception"));
        }
    }

    private static RankPostsRequest withSet(ValueSetRef.Builder set) {
        return RankPostsRequest.newBuilder().addValueSets(set).build();
    }

    /** The method as bytes, for what no generated message can hold. */
    private static MethodDescriptor<byte[], byte[]> raw(MethodDescriptor<?, ?> method) {
        MethodDescriptor.Marshaller<byte[]> bytes = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                try {
                    return stream.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        return MethodDescriptor.<byte[], byte[]>newBuilder(bytes, bytes)
                .setFullMethodName(method.getFullMethodName())
                .setType(method.getType())
                .build();
    }
}
