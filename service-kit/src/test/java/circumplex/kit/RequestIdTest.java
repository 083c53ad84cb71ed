package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.call.Caller;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.testing.Refused;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The one name of a call, in the logs of all services, in the trailers and in the details of a failure. */
class RequestIdTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "0b3e41e8-5a6c-4f0e-9a4b-0d2f6f1c9a11", "web:feed.1_2-3", "64"})
    void isTakenOverWhereItIsSafe(String sent) {
        String id = sent.equals("64") ? "x".repeat(64) : sent;

        assertThat(succeed(id)).isEqualTo(id);
        assertThat(fail(id)).isEqualTo(id);
    }

    @Test
    void isMadeWhereNoneIsSent() {
        assertThat(UUID.fromString(succeed(null))).isNotEqualTo(UUID.fromString(succeed(null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "65", "", "two words", "a,b", "${jndi:ldap://x}", "%n%n", "\u001b[31mred", "x\tERROR forged", "<script>", "\"}{\""
    })
    void isReplacedWhereItCouldForgeALogLine(String sent) {
        String id = sent.equals("65") ? "x".repeat(65) : sent;

        assertThat(UUID.fromString(succeed(id))).isNotNull();
        assertThat(UUID.fromString(fail(id))).isNotNull();
    }

    @Test
    void isInEveryLogLineOfTheCallAndNotInTheNext() {
        server.does(request -> {
            LoggerFactory.getLogger("circumplex.test").info("at work");
            throw new IllegalStateException("defect");
        });
        try (Logs logs = Logs.open()) {
            Refused.by(() -> call("first", new AtomicReference<>()));

            assertThat(logs.lines("circumplex.test")).containsExactly("INFO [first] circumplex.test at work");
            assertThat(logs.lines("ErrorInterceptor")).singleElement().asString().startsWith("ERROR [first]");
            assertThat(logs.lines("circumplex.access")).singleElement().asString().startsWith("INFO [first]");

            Refused.by(() -> call("second", new AtomicReference<>()));
            assertThat(logs.lines("circumplex.test")).last().isEqualTo("INFO [second] circumplex.test at work");
        }
    }

    @Test
    void isWhatTheHandlerSeesWithTheTenantOfDevelopment() {
        AtomicReference<Caller> seen = new AtomicReference<>();
        server.does(request -> {
            seen.set(Caller.current());
            return RankPostsResponse.getDefaultInstance();
        });
        call("r-1", new AtomicReference<>());

        assertThat(seen).hasValue(new Caller("default", "r-1"));
    }

    private static String succeed(@org.jspecify.annotations.Nullable String sent) {
        server.does(request -> RankPostsResponse.getDefaultInstance());
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        call(sent, trailers);
        return Objects.requireNonNull(Objects.requireNonNull(trailers.get()).get(Caller.REQUEST_ID));
    }

    private static String fail(String sent) {
        server.fails(Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, "Gone."));
        return Refused.by(() -> call(sent, new AtomicReference<>())).requestId();
    }

    private static void call(@org.jspecify.annotations.Nullable String requestId, AtomicReference<Metadata> trailers) {
        Metadata headers = new Metadata();
        if (requestId != null) {
            headers.put(Caller.REQUEST_ID, requestId);
        }
        RankerServiceGrpc.RankerServiceBlockingStub ranker = server.ranker()
                .withInterceptors(
                        MetadataUtils.newAttachHeadersInterceptor(headers),
                        MetadataUtils.newCaptureMetadataInterceptor(new AtomicReference<>(), trailers));
        assertThat(ranker.rankPosts(TestServer.REQUEST)).isNotNull();
    }
}
