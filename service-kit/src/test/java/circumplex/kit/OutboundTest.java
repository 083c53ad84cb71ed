package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.call.Caller;
import circumplex.kit.call.Cancellation;
import circumplex.kit.channel.Channels;
import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.refusal.RefusalStatus;
import circumplex.kit.telemetry.OutboundCalls;
import circumplex.kit.testing.Eventually;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls from one service to another: what goes along with them. */
class OutboundTest {

    private static TestServer near;
    private static TestServer far;
    private static ManagedChannel toFar;

    @BeforeAll
    static void start() {
        near = TestServer.start();
        far = TestServer.start();
        toFar = Channels.open("kit.far-address", "127.0.0.1:" + far.port(), "ranker", 1 << 20);
    }

    @AfterAll
    static void stop() {
        toFar.shutdownNow();
        near.close();
        far.close();
    }

    @Test
    void theRemainingTimeAndTheRequestIdArriveAtTheNextService() {
        CompletableFuture<Caller> caller = new CompletableFuture<>();
        CompletableFuture<Long> remainingMillis = new CompletableFuture<>();
        far.does(request -> {
            caller.complete(Caller.current());
            remainingMillis.complete(remainingMillis());
            return RankPostsResponse.getDefaultInstance();
        });
        CompletableFuture<Long> remainingHere = new CompletableFuture<>();
        near.does(request -> {
            remainingHere.complete(remainingMillis());
            return RankerServiceGrpc.newBlockingStub(toFar).rankPosts(request);
        });
        Metadata headers = new Metadata();
        headers.put(Caller.REQUEST_ID, "feed-1");

        near.ranker()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(4321, TimeUnit.MILLISECONDS)
                .rankPosts(TestServer.REQUEST);

        assertThat(caller.join()).isEqualTo(new Caller("default", "feed-1"));
        assertThat(remainingMillis.join()).isPositive().isLessThanOrEqualTo(remainingHere.join());
        assertThat(remainingHere.join()).isLessThanOrEqualTo(4321);
    }

    @Test
    void aShorterTimeOfItsOwnWins() {
        CompletableFuture<Long> remainingMillis = new CompletableFuture<>();
        far.does(request -> {
            remainingMillis.complete(remainingMillis());
            return RankPostsResponse.getDefaultInstance();
        });
        near.does(request -> RankerServiceGrpc.newBlockingStub(toFar)
                .withDeadlineAfter(700, TimeUnit.MILLISECONDS)
                .rankPosts(request));
        near.ranker().withDeadlineAfter(10, TimeUnit.SECONDS).rankPosts(TestServer.REQUEST);

        assertThat(remainingMillis.join()).isBetween(1L, 700L);
    }

    @Test
    void workStopsTwoServicesAwayWhenTheClientIsGone() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CompletableFuture<Refusal> stopped = new CompletableFuture<>();
        far.does(request -> {
            working.countDown();
            long end = System.nanoTime() + Eventually.PATIENCE.toNanos();
            while (System.nanoTime() - end < 0) {
                try {
                    Cancellation.check();
                } catch (Refusal refusal) {
                    stopped.complete(refusal);
                    throw refusal;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            throw new IllegalStateException("nothing stopped the work");
        });
        near.does(request -> RankerServiceGrpc.newBlockingStub(toFar).rankPosts(request));
        ListenableFuture<RankPostsResponse> call = RankerServiceGrpc.newFutureStub(near.channel())
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .rankPosts(TestServer.REQUEST);
        assertThat(working.await(30, TimeUnit.SECONDS)).isTrue();
        call.cancel(true);

        assertThat(stopped).succeedsWithin(java.time.Duration.ofSeconds(5));
        assertThat(RefusalStatus.name(stopped.join().reason())).isEqualTo("CANCELLED");
    }

    @Test
    void aCallWithoutAnyDeadlineIsADefect() {
        long withoutDeadline = OutboundCalls.withoutDeadline();
        long sent = OutboundCalls.sent();
        assertThatThrownBy(() -> RankerServiceGrpc.newBlockingStub(toFar).rankPosts(TestServer.REQUEST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("circumplex.ranker.v1.RankerService/RankPosts");
        far.does(request -> RankPostsResponse.getDefaultInstance());
        assertThatCode(() -> RankerServiceGrpc.newBlockingStub(toFar)
                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                        .rankPosts(TestServer.REQUEST))
                .doesNotThrowAnyException();
        assertThat(OutboundCalls.withoutDeadline()).isEqualTo(withoutDeadline + 1);
        assertThat(OutboundCalls.sent()).isEqualTo(sent + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "host", "host:", ":8981", "host:0", "host:65536", "host:99999", "http://host:1", "host:1/x", "a b:1", "::1:8981", "host:1 ",
        "host:1,host:2", "dns://host:1", "dns:///host", "dns:///host:1,host:2", "dns:///dns:///host:1", "static:///", "static:///host:1,",
        "static:///,host:1", "static:///host:1, host:2", "static://host:1", "static:///host:1;host:2", "host:1?x", "ho%st:1", "ho#st:1"
    })
    void anAddressThatCannotBeOneIsNamedWithItsSetting(String address) {
        assertThatThrownBy(() -> Channels.open("circumplex.gateway.ranker-address", address, "ranker", 1024))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessage("circumplex.gateway.ranker-address must be host:port, dns:///host:port or static:///host:port,host:port, is '"
                        + address + "'");
    }

    @Test
    void aListNamesEveryReplicaOnce() {
        assertThatThrownBy(() -> Channels.open("RANKER_ADDRESS", "static:///a:1,b:1,a:1", "ranker", 1024))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessage("RANKER_ADDRESS must name every address once, is 'static:///a:1,b:1,a:1'");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "127.0.0.1:1", "ranker.example:65535", "localhost:8983", "[::1]:8983", "dns:///ranker.example:8983", "dns:///[::1]:8983",
        "static:///127.0.0.1:1", "static:///127.0.0.1:1,ranker.example:2,[::1]:3"
    })
    void anAddressIsAHostAndAPortOrAListOfThem(String address) {
        Channels.open("circumplex.gateway.ranker-address", address, "ranker", 1024).shutdownNow();
    }

    private static long remainingMillis() {
        return Objects.requireNonNull(Context.current().getDeadline()).timeRemaining(TimeUnit.MILLISECONDS);
    }
}
