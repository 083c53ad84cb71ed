package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.admission.Admission;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server with one place for each class of calls. */
class AdmissionServerTest {

    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    private final CompletableFuture<RankPostsResponse> answer = new CompletableFuture<>();
    private final CountDownLatch working = new CountDownLatch(1);
    private final AtomicInteger handled = new AtomicInteger();
    private final TestServer server = TestServer.start(Map.of(
            "circumplex.admission.initial-calls", 1,
            "circumplex.admission.min-calls", 1,
            "circumplex.admission.max-calls", 1));

    @BeforeEach
    void hold() {
        server.does(request -> {
            handled.incrementAndGet();
            working.countDown();
            return answer.join();
        });
    }

    @AfterEach
    void stop() {
        answer.complete(RankPostsResponse.getDefaultInstance());
        server.close();
    }

    @Test
    void aCallTooManyIsRefusedBeforeItIsReadAndToldWhenToComeBack() throws Exception {
        ListenableFuture<RankPostsResponse> first = call();

        Refused refused = Refused.by(() -> ranker().rankPosts(TestServer.REQUEST.toBuilder().clearValueSets().build()));
        assertThat(refused.codeAndReason()).isEqualTo("UNAVAILABLE/UNAVAILABLE");
        assertThat(refused.metadata()).isEqualTo(Map.of("service", "kittest"));
        assertThat(refused.retry()).isPresent();
        assertThat(refused.requestId()).isNotEmpty();
        assertThat(refused.trailers().get(PUSHBACK)).satisfies(millis -> assertThat(Integer.parseInt(millis)).isBetween(100, 500));
        assertThat(handled).hasValue(1);
        assertThat(server.bean(Admission.class).shed()).isEqualTo(1);

        answer.complete(RankPostsResponse.getDefaultInstance());
        assertThat(first.get()).isNotNull();
        Eventually.holds("the place is free", () -> server.bean(Admission.class).underWay() == 0);
        assertThat(ranker().rankPosts(TestServer.REQUEST)).isNotNull();
    }

    @Test
    void healthIsAnsweredAndBatchHasItsPlace() throws Exception {
        ListenableFuture<RankPostsResponse> first = call();
        assertThat(HealthGrpc.newBlockingStub(server.channel())
                        .withDeadlineAfter(Duration.ofSeconds(10))
                        .check(HealthCheckRequest.getDefaultInstance()))
                .isNotNull();
        Metadata batch = new Metadata();
        batch.put(Metadata.Key.of("x-circumplex-priority", Metadata.ASCII_STRING_MARSHALLER), "batch");
        ListenableFuture<RankPostsResponse> second = RankerServiceGrpc.newFutureStub(server.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(batch))
                .rankPosts(TestServer.REQUEST);
        Eventually.holds("both are handled", () -> handled.get() == 2);
        answer.complete(RankPostsResponse.getDefaultInstance());
        assertThat(second.get()).isEqualTo(first.get());
    }

    @Test
    void aClientThatGivesUpFreesThePlaceOnlyWhenTheWorkEnds() throws Exception {
        call().cancel(true);
        assertThat(Refused.by(() -> ranker().rankPosts(TestServer.REQUEST)).codeAndReason()).isEqualTo("UNAVAILABLE/UNAVAILABLE");

        answer.complete(RankPostsResponse.getDefaultInstance());
        Eventually.holds("the place is free", () -> server.bean(Admission.class).underWay() == 0);
    }

    @Test
    void aCallThatIsLateFreesThePlace() {
        assertThat(Refused.by(() -> server.ranker().withDeadlineAfter(Duration.ofMillis(200)).rankPosts(TestServer.REQUEST)).code())
                .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        answer.complete(RankPostsResponse.getDefaultInstance());
        Eventually.holds("the place is free", () -> server.bean(Admission.class).underWay() == 0);
    }

    @Test
    void callsThatOnlyComputeShareAFewThreads() throws Exception {
        int threads = Runtime.getRuntime().availableProcessors() + 1;
        try (TestServer computing = TestServer.start(Map.of("circumplex.calls.compute-only", true))) {
            computing.does(request -> {
                handled.incrementAndGet();
                return answer.join();
            });
            List<ListenableFuture<RankPostsResponse>> calls = new ArrayList<>();
            for (int i = 0; i < threads + 2; i++) {
                calls.add(RankerServiceGrpc.newFutureStub(computing.channel())
                        .withDeadlineAfter(Eventually.PATIENCE)
                        .rankPosts(TestServer.REQUEST));
            }
            Eventually.holds("all are let in", () -> computing.bean(Admission.class).underWay() == threads + 2);
            Eventually.holds("all threads work", () -> handled.get() == threads);
            assertThat(HealthGrpc.newBlockingStub(computing.channel())
                            .withDeadlineAfter(Duration.ofSeconds(10))
                            .check(HealthCheckRequest.getDefaultInstance()))
                    .as("health needs none of them")
                    .isNotNull();
            assertThat(handled).hasValue(threads);

            answer.complete(RankPostsResponse.getDefaultInstance());
            for (ListenableFuture<RankPostsResponse> call : calls) {
                assertThat(call.get()).isNotNull();
            }
            assertThat(handled).hasValue(threads + 2);
        }
    }

    /** A call that is in its handler. */
    private ListenableFuture<RankPostsResponse> call() throws InterruptedException {
        ListenableFuture<RankPostsResponse> call = RankerServiceGrpc.newFutureStub(server.channel())
                .withDeadlineAfter(Eventually.PATIENCE)
                .rankPosts(TestServer.REQUEST);
        assertThat(working.await(30, TimeUnit.SECONDS)).isTrue();
        return call;
    }

    private RankerServiceGrpc.RankerServiceBlockingStub ranker() {
        return server.ranker().withDeadlineAfter(Duration.ofSeconds(10));
    }
}
