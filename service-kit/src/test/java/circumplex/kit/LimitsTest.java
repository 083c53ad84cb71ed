package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ConnectivityState;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a server takes from one connection. */
class LimitsTest {

    @Test
    void aConnectionHasAsManyCallsUnderWayAsTheLimitSays() throws Exception {
        try (TestServer server = TestServer.start(Map.of("circumplex.limits.max-calls-per-connection", 2))) {
            server.ranker().rankPosts(TestServer.REQUEST);
            AtomicInteger underWay = new AtomicInteger();
            CountDownLatch two = new CountDownLatch(2);
            CompletableFuture<Void> released = new CompletableFuture<>();
            server.does(request -> {
                underWay.incrementAndGet();
                two.countDown();
                released.join();
                return RankPostsResponse.getDefaultInstance();
            });
            RankerServiceGrpc.RankerServiceFutureStub ranker = RankerServiceGrpc.newFutureStub(server.channel());
            ListenableFuture<RankPostsResponse> first = ranker.rankPosts(TestServer.REQUEST);
            ListenableFuture<RankPostsResponse> second = ranker.rankPosts(TestServer.REQUEST);
            ListenableFuture<RankPostsResponse> third = ranker.rankPosts(TestServer.REQUEST);

            assertThat(two.await(30, TimeUnit.SECONDS)).isTrue();
            Eventually.rests("the server", underWay::get, Duration.ofMillis(200));
            assertThat(underWay).hasValue(2);
            released.complete(null);
            assertThat(first.get()).isEqualTo(second.get()).isEqualTo(third.get());
        }
    }

    @Test
    void headersHaveALimit() {
        try (TestServer server = TestServer.start(Map.of("circumplex.limits.max-inbound-metadata-bytes", 2_048))) {
            Metadata headers = new Metadata();
            headers.put(Metadata.Key.of("x-large", Metadata.ASCII_STRING_MARSHALLER), "x".repeat(4_096));
            RankerServiceGrpc.RankerServiceBlockingStub ranker = server.ranker()
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));

            assertThat(Refused.by(() -> ranker.rankPosts(TestServer.REQUEST)).code())
                    .isIn(Status.Code.INTERNAL, Status.Code.RESOURCE_EXHAUSTED, Status.Code.UNKNOWN);
            assertThat(server.ranker().rankPosts(TestServer.REQUEST)).isNotNull();
        }
    }

    /** Beginning calls and taking them back costs a client little and a server much (CVE-2023-44487). */
    @Test
    void aConnectionThatResetsCallAfterCallIsEnded() throws Exception {
        try (TestServer server = TestServer.start();
                RawHttp2 few = new RawHttp2(server.port());
                RawHttp2 many = new RawHttp2(server.port())) {
            assertThat(few.survives(100, "circumplex.nobody/Nothing")).isTrue();
            assertThat(many.survives(4_000, "circumplex.nobody/Nothing")).isFalse();
            assertThat(server.ranker().rankPosts(TestServer.REQUEST)).isNotNull();
        }
    }

    @Test
    void anOldConnectionIsEndedAndItsClientComesBack() {
        try (TestServer server = TestServer.start(Map.of("circumplex.limits.max-connection-age-seconds", 1))) {
            server.ranker().rankPosts(TestServer.REQUEST);
            Eventually.holds("the connection is ended", () -> server.channel().getState(false) == ConnectivityState.IDLE);

            assertThat(server.ranker().rankPosts(TestServer.REQUEST)).isNotNull();
        }
    }
}
