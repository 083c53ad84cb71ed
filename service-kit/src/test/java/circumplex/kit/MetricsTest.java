package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.channel.Channels;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.telemetry.MetricsServer;
import circumplex.kit.telemetry.OutboundCalls;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.Scrape;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a scraper learns of a service. */
class MetricsTest {

    private static final String RANK = "grpc_method=\"circumplex.ranker.v1.RankerService/RankPosts\"";

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(Map.of("circumplex.metrics.port", 0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyCallIsCountedAndTimedByMethodAndStatus() {
        server.ranker().rankPosts(TestServer.REQUEST);
        server.ranker().rankPosts(TestServer.REQUEST);
        server.fails(Refusal.of(ErrorReason.ERROR_REASON_NO_SCORER, "No."));
        Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));

        Scrape scrape = awaitCalls(3);

        assertThat(scrape.sum("grpc_server_call_started_total", RANK)).isEqualTo(3);
        assertThat(scrape.sum("grpc_server_call_duration_seconds_count", RANK, "grpc_status=\"OK\"")).isEqualTo(2);
        assertThat(scrape.sum("grpc_server_call_duration_seconds_count", RANK, "grpc_status=\"FAILED_PRECONDITION\""))
                .isEqualTo(1);
        assertThat(scrape.sum("grpc_server_call_rcvd_total_compressed_message_size_bytes_sum", RANK)).isPositive();
        assertThat(scrape.series())
                .filteredOn(line -> line.startsWith("grpc_server_call_duration_seconds_bucket") && line.contains("\"OK\""))
                .hasSize(18)
                .anyMatch(line -> line.contains("le=\"1.0E-4\""))
                .anyMatch(line -> line.contains("le=\"30.0\""));
    }

    @Test
    void methodsThatDoNotExistAreCountedAsOne() {
        for (int i = 0; i < 20; i++) {
            MethodDescriptor<RankPostsRequest, RankPostsResponse> unknown =
                    MethodDescriptor.<RankPostsRequest, RankPostsResponse>newBuilder()
                            .setType(MethodDescriptor.MethodType.UNARY)
                            .setFullMethodName("scan.Service" + i + "/Call" + i)
                            .setRequestMarshaller(ProtoUtils.marshaller(RankPostsRequest.getDefaultInstance()))
                            .setResponseMarshaller(ProtoUtils.marshaller(RankPostsResponse.getDefaultInstance()))
                            .build();
            assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(
                            server.channel(), unknown, CallOptions.DEFAULT, TestServer.REQUEST))
                    .isInstanceOf(StatusRuntimeException.class);
        }

        Scrape scrape = awaitCalls(20);

        assertThat(scrape.text()).doesNotContain("scan.Service");
        assertThat(scrape.sum("grpc_server_call_duration_seconds_count", "grpc_method=\"other\"", "UNIMPLEMENTED")).isEqualTo(20);
    }

    @Test
    void callsToOtherServicesAreCountedByAttempt() {
        long withoutDeadline = OutboundCalls.withoutDeadline();
        ManagedChannel channel = Channels.open("kit.address", "127.0.0.1:" + server.port(), "ranker", 1 << 20);
        try {
            RankerServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .rankPosts(TestServer.REQUEST);
            assertThatThrownBy(() -> RankerServiceGrpc.newBlockingStub(channel).rankPosts(TestServer.REQUEST))
                    .isInstanceOf(IllegalStateException.class);
        } finally {
            channel.shutdownNow();
        }

        Scrape scrape = awaitCalls(1);

        assertThat(scrape.sum("grpc_client_attempt_started_total", RANK)).isEqualTo(1);
        assertThat(scrape.sum("grpc_client_attempt_duration_seconds_count", RANK, "grpc_status=\"OK\"")).isEqualTo(1);
        assertThat(scrape.sum("circumplex_outbound_without_deadline_total")).isEqualTo((double) (withoutDeadline + 1));
    }

    @Test
    void thePoolAndTheJvmAreLookedAtWhenSomebodyReads() {
        Scrape scrape = Scrape.of(server.running());

        assertThat(scrape.series())
                .anyMatch(line -> line.startsWith("circumplex_db_connections{state=\"active\"} "))
                .anyMatch(line -> line.startsWith("circumplex_db_connections{state=\"waiting\"} 0"));
        assertThat(scrape.sum("circumplex_db_connections", "active") + scrape.sum("circumplex_db_connections", "idle")).isPositive();
        assertThat(scrape.sum("jvm_memory_used_bytes", "kind=\"heap\"")).isPositive();
        assertThat(scrape.sum("jvm_memory_limit_bytes", "kind=\"netty\"")).isPositive();
        assertThat(scrape.sum("jvm_thread_count")).isPositive();
        assertThat(scrape.series()).anyMatch(line -> line.startsWith("jvm_gc_time_seconds_total"));
        assertThat(scrape.series()).contains("circumplex_outbound_without_deadline_total " + (double) OutboundCalls.withoutDeadline());
    }

    @Test
    void aServiceStaysBelowTwoThousandSeriesWhateverIsCountedAndCalled() {
        Meter meter = server.bean(Meter.class);
        LongCounter careless = meter.counterBuilder("circumplex.test.careless").build();
        for (int i = 0; i < 5_000; i++) {
            careless.add(1, Attributes.of(AttributeKey.longKey("post"), (long) i));
        }
        for (Status.Code code : Status.Code.values()) {
            if (code != Status.Code.OK) {
                server.fails(code.toStatus().asRuntimeException());
                Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));
            }
        }

        Scrape scrape = awaitCalls(1);

        assertThat(scrape.sum("circumplex_test_careless_total")).as("none is lost").isEqualTo(5_000);
        assertThat(scrape.series()).filteredOn(line -> line.startsWith("circumplex_test_careless")).hasSizeLessThanOrEqualTo(64);
        assertThat(scrape.series()).hasSizeLessThan(2_000);
    }

    @Test
    void onlyTheMetricsAreServed() {
        int port = server.bean(MetricsServer.class).port();

        assertThat(Scrape.get(port, "/metrics").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(Scrape.get(port, "/metricsx").statusCode()).isEqualTo(404);
        assertThat(Scrape.get(port, "/").statusCode()).isEqualTo(404);
    }

    @Test
    void offMeansThatNothingListens() {
        try (TestServer silent = TestServer.start()) {
            assertThat(silent.bean(MetricsServer.class).port()).isEqualTo(-1);
            silent.ranker().rankPosts(TestServer.REQUEST);
        }
    }

    /** A call is counted after its client has the answer. */
    private Scrape awaitCalls(int calls) {
        Eventually.holds(
                calls + " calls are counted",
                () -> Scrape.of(server.running()).sum("grpc_server_call_duration_seconds_count") >= calls);
        return Scrape.of(server.running());
    }
}
