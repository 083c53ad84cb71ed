package circumplex.gateway.rank;

import static circumplex.gateway.testing.Samples.feed;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.testing.Answer;
import circumplex.gateway.testing.FakeServer;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that refuses what the gateway sends shows a wrong installation: the call fails and never degrades. */
final class BrokenContractTest {

    private static FakeServices services;

    @BeforeAll
    static void start() {
        services = FakeServices.start();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @BeforeEach
    void reset() {
        services.reset();
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {
                "INVALID_ARGUMENT", "FAILED_PRECONDITION", "UNIMPLEMENTED", "OUT_OF_RANGE", "NOT_FOUND", "UNAUTHENTICATED",
                "PERMISSION_DENIED"
            })
    void aRefusalOfTheTransportFails(Code code) {
        for (FakeServer server : servers()) {
            services.reset();
            server.fail(code);
            Refused refused = Refused.by(() -> services.feeds().rankFeed(feed().setUserId("anna").build()));
            assertThat(refused.summary()).isEqualTo("FAILED_PRECONDITION BROKEN_CONTRACT");
            assertThat(refused.metadata()).containsEntry("reason", code.name()).containsEntry("service", name(server));
            assertThat(refused.retry()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT, INVALID_REQUEST", "INVALID_ARGUMENT, MALFORMED_MESSAGE", "FAILED_PRECONDITION, VALUE_SET_MISMATCH",
        "FAILED_PRECONDITION, BROKEN_CONTRACT", "RESOURCE_EXHAUSTED, MESSAGE_TOO_LARGE"
    })
    void aRefusalOfTheServiceFailsAndIsNamed(Code code, String reason) {
        for (FakeServer server : servers()) {
            services.reset();
            server.refuse(code, reason, Map.of("field", "posts"));
            Refused refused = Refused.by(() -> services.feeds().rankFeed(feed().setUserId("anna").build()));
            assertThat(refused.summary()).isEqualTo("FAILED_PRECONDITION BROKEN_CONTRACT");
            assertThat(refused.metadata()).isEqualTo(Map.of("service", name(server), "reason", reason));
        }
    }

    @Test
    void servicesWhoseAddressesAreSwappedAreNamed() {
        try (RunningService swapped = RunningService.start(
                "gateway",
                Map.of(
                        "circumplex.gateway.classifier-address", services.ranker.server.address(),
                        "circumplex.gateway.personalizer-address", services.personalizer.server.address(),
                        "circumplex.gateway.ranker-address", services.classifier.server.address()))) {
            Refused refused = Refused.by(() -> FeedServiceGrpc.newBlockingStub(swapped.channel())
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .rankFeed(feed().setUserId("anna").build()));
            assertThat(refused.summary()).isEqualTo("FAILED_PRECONDITION BROKEN_CONTRACT");
            assertThat(refused.metadata()).isEqualTo(Map.of("service", "classifier-svc", "reason", "UNIMPLEMENTED"));
        }
    }

    @Test
    void thatNoScorerKnowsTheValueSetIsPassedOnWithTheValueSet() {
        services.classifier.server.refuse(Code.FAILED_PRECONDITION, "NO_SCORER", Map.of("value_set_id", "schwartz-19"));

        Refused refused = Refused.by(() -> services.feeds().rankFeed(feed().build()));

        assertThat(refused.summary()).isEqualTo("FAILED_PRECONDITION NO_SCORER");
        assertThat(refused.metadata()).isEqualTo(Map.of("value_set_id", "schwartz-19"));
    }

    @Test
    void aFullDiskOfTheClassifierCostsQualityOnly() {
        services.classifier.server.refuse(Code.RESOURCE_EXHAUSTED, "STORAGE_FULL", Map.of());

        assertThat(Answer.of(services.feeds().rankFeed(feed().build())).degradations())
                .containsExactly("CLASSIFY UNAVAILABLE 3");
    }

    private static List<FakeServer> servers() {
        return List.of(services.classifier.server, services.personalizer.server, services.ranker.server);
    }

    private static String name(FakeServer server) {
        return List.of("classifier-svc", "personalizer-svc", "ranker-svc").get(servers().indexOf(server));
    }
}
