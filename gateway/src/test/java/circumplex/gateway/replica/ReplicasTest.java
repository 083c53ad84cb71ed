package circumplex.gateway.replica;

import static circumplex.gateway.testing.Samples.feed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.testing.FaultyPort;
import circumplex.gateway.v1.DeleteUserDataRequest;
import circumplex.gateway.v1.DeletedPart;
import circumplex.gateway.v1.DeletionReceipt;
import circumplex.gateway.v1.ExplainPostRequest;
import circumplex.gateway.v1.ExplainPostResponse;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.UserDataServiceGrpc;
import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways over one database: what one of them keeps in memory, the other can explain and erase. */
final class ReplicasTest {

    private FakeServices services;
    private FaultyPort toTheOther;
    private RunningService one;
    private RunningService other;

    @BeforeEach
    void start() {
        String url = Engine.H2.freshUrl();
        int port = freePort();
        toTheOther = new FaultyPort("127.0.0.1", port);
        services = FakeServices.start(Map.of(
                "datasources.default.url", url, "circumplex.gateway.peers", "127.0.0.1:" + toTheOther.port()));
        one = services.gateway;
        // A list that holds the replica itself, as one that serves all of them does.
        other = RunningService.start("gateway", settings(Map.of(
                "grpc.server.port", port,
                "datasources.default.url", url,
                "circumplex.gateway.peers", "127.0.0.1:" + port + ",127.0.0.1:" + one.port())));
    }

    @AfterEach
    void stop() {
        other.close();
        toTheOther.close();
        services.close();
    }

    @Test
    void eachExplainsWhatTheOtherRanked() {
        for (RunningService ranking : new RunningService[] {one, other}) {
            String id = rank(ranking);
            ExplainPostResponse there = explain(ranking, id, "b");
            assertThat(explain(one, id, "b")).isEqualTo(there);
            assertThat(explain(other, id, "b")).isEqualTo(there);
        }
    }

    @Test
    void whatNobodyHasIsNotFoundAndNoCallGoesInCircles() {
        for (RunningService asked : new RunningService[] {one, other}) {
            Refused refused = Refused.by(() -> explain(asked, UUID.randomUUID().toString(), "b"));
            assertThat(refused.summary()).isEqualTo("NOT_FOUND NOT_FOUND");
            assertThat(refused.metadata()).containsEntry("resource", "ranking");
        }
        String id = rank(other);
        Refused refused = Refused.by(() -> explain(one, id, "z"));
        assertThat(refused.summary()).isEqualTo("NOT_FOUND NOT_FOUND");
        assertThat(refused.metadata()).containsEntry("resource", "post");
    }

    @Test
    void aReplicaThatCannotBeAskedIsNoProofThatNobodyHasIt() {
        String id = rank(other);
        for (FaultyPort.Fault fault : new FaultyPort.Fault[] {FaultyPort.Fault.DOWN, FaultyPort.Fault.BLACKHOLE}) {
            toTheOther.set(fault);
            Refused refused = Refused.by(() -> explain(one, id, "b"));
            assertThat(refused.summary()).isEqualTo("UNAVAILABLE UNAVAILABLE");
            assertThat(refused.metadata()).isEqualTo(Map.of("service", "gateway"));
            assertThat(refused.retry()).isPresent();
            String own = rank(one);
            assertThat(explain(one, own, "b").getRankingSize()).as("its own are explained all the same").isEqualTo(4);
        }
        toTheOther.set(FaultyPort.Fault.NONE);
        Eventually.holds("the other is asked again", () -> isExplained(one, id));
    }

    @Test
    void anErasureReachesTheMemoryOfAll() {
        String ones = rank(one);
        String others = rank(other);

        DeletionReceipt receipt = delete(one, UUID.randomUUID().toString());

        assertThat(receipt.getComplete()).isTrue();
        assertThat(receipt.getParts(0)).isEqualTo(part(true, 2));
        for (String id : new String[] {ones, others}) {
            assertThat(isExplained(one, id)).isFalse();
            assertThat(isExplained(other, id)).isFalse();
        }
    }

    @Test
    void aReplicaThatCouldNotForgetLeavesTheErasureOpen() {
        rank(one);
        String others = rank(other);
        String id = UUID.randomUUID().toString();
        toTheOther.set(FaultyPort.Fault.BLACKHOLE);

        DeletionReceipt first = delete(one, id);
        assertThat(first.getComplete()).isFalse();
        assertThat(first.getParts(0)).isEqualTo(part(false, 1));
        assertThat(first.getParts(1).getDone()).as("the personalizer is not waited for").isTrue();
        assertThat(isExplained(other, others)).isTrue();

        toTheOther.set(FaultyPort.Fault.NONE);
        Eventually.holds("the other is reached", () -> delete(one, id).getComplete());
        assertThat(delete(one, id).getParts(0)).isEqualTo(part(true, 2));
        assertThat(isExplained(other, others)).isFalse();
    }

    @Test
    void aPeerThatIsNoAddressStopsTheStart() {
        for (String peers : new String[] {"gateway", "a:1,,b:2", "a:1,b:99999"}) {
            assertThatThrownBy(() -> RunningService.start("gateway", settings(Map.of("circumplex.gateway.peers", peers))))
                    .rootCause()
                    .isInstanceOf(ConfigurationProblem.class)
                    .hasMessageContaining("GATEWAY_PEERS");
        }
    }

    @Test
    void aPeerThatIsNoGatewayIsABrokenContract() {
        try (RunningService wrong = RunningService.start(
                "gateway", settings(Map.of("circumplex.gateway.peers", services.ranker.server.address())))) {
            Refused refused = Refused.by(() -> explain(wrong, UUID.randomUUID().toString(), "b"));
            assertThat(refused.summary()).isEqualTo("FAILED_PRECONDITION BROKEN_CONTRACT");
            assertThat(refused.metadata()).isEqualTo(Map.of("service", "gateway", "reason", "UNIMPLEMENTED"));
        }
    }

    private Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("circumplex.gateway.classifier-address", services.classifier.server.address());
        settings.put("circumplex.gateway.personalizer-address", services.personalizer.server.address());
        settings.put("circumplex.gateway.ranker-address", services.ranker.server.address());
        return settings;
    }

    private static String rank(RunningService gateway) {
        return FeedServiceGrpc.newBlockingStub(gateway.channel())
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .rankFeed(feed().setUserId("anna").build())
                .getRankingId();
    }

    private static ExplainPostResponse explain(RunningService gateway, String rankingId, String postId) {
        return FeedServiceGrpc.newBlockingStub(gateway.channel())
                .withDeadlineAfter(3, TimeUnit.SECONDS)
                .explainPost(ExplainPostRequest.newBuilder()
                        .setRankingId(rankingId)
                        .setPostId(postId)
                        .build());
    }

    private static boolean isExplained(RunningService gateway, String rankingId) {
        try {
            return explain(gateway, rankingId, "b").getRankingSize() > 0;
        } catch (io.grpc.StatusRuntimeException e) {
            return false;
        }
    }

    private static DeletionReceipt delete(RunningService gateway, String requestId) {
        return UserDataServiceGrpc.newBlockingStub(gateway.channel())
                .withDeadlineAfter(4, TimeUnit.SECONDS)
                .deleteUserData(DeleteUserDataRequest.newBuilder()
                        .setRequestId(requestId)
                        .setUserId("anna")
                        .build())
                .getReceipt();
    }

    private static DeletedPart part(boolean done, int records) {
        return DeletedPart.newBuilder().setService("gateway").setDone(done).setRecordsDeleted(records).build();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
