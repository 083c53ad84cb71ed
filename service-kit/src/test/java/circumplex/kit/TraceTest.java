package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.channel.Channels;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.telemetry.Trace;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.FakeCollector;
import circumplex.kit.testing.Refused;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a collector learns of calls, and what calls notice of it. */
class TraceTest {

    private static final String ENDPOINT = "otel.exporter-otlp-endpoint";
    private static final Metadata.Key<String> PARENT = Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void oneTraceSpansTheServicesOfACall() {
        try (FakeCollector collector = FakeCollector.start();
                TestServer near = TestServer.start(Map.of(ENDPOINT, collector.endpoint()));
                TestServer far = TestServer.start(Map.of(ENDPOINT, collector.endpoint()))) {
            ManagedChannel toFar = Channels.open("kit.far-address", "127.0.0.1:" + far.port(), "ranker", 1 << 20);
            near.does(request ->
                    Trace.stage("ask the next one", () -> RankerServiceGrpc.newBlockingStub(toFar).rankPosts(request)));
            Metadata headers = new Metadata();
            headers.put(PARENT, "00-" + TRACE_ID + "-b7ad6b7169203331-01");

            near.ranker().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers)).rankPosts(TestServer.REQUEST);

            Eventually.holds("four spans arrive", () -> collector.spans().size() >= 4);
            toFar.shutdownNow();
            assertThat(collector.spans()).hasSize(4).allMatch(span -> hex(span.getTraceId()).equals(TRACE_ID));
            Span server = span(collector, Span.SpanKind.SPAN_KIND_SERVER, ByteString.fromHex("b7ad6b7169203331"));
            Span stage = span(collector, Span.SpanKind.SPAN_KIND_INTERNAL, server.getSpanId());
            Span client = span(collector, Span.SpanKind.SPAN_KIND_CLIENT, stage.getSpanId());
            Span next = span(collector, Span.SpanKind.SPAN_KIND_SERVER, client.getSpanId());
            assertThat(stage.getName()).isEqualTo("ask the next one");
            assertThat(next.getName()).isEqualTo("circumplex.ranker.v1.RankerService/RankPosts");
            assertThat(next.getAttributesList()).extracting("key").containsExactlyInAnyOrder(
                    "rpc.system", "rpc.service", "rpc.method", "rpc.grpc.status_code");
        }
    }

    @Test
    void aSpanHasTheStatusAndNothingOfTheMessage() {
        try (FakeCollector collector = FakeCollector.start();
                TestServer server = TestServer.start(Map.of(ENDPOINT, collector.endpoint()))) {
            server.does(request -> Trace.stage("step", () -> {
                throw new IllegalStateException("what-ann-wrote");
            }));
            Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));
            server.fails(Refusal.of(ErrorReason.ERROR_REASON_NO_SCORER, "what-ann-wrote").with("post", "what-ann-wrote"));
            Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));

            Eventually.holds("three spans arrive", () -> collector.spans().size() == 3);
            assertThat(collector.spans().toString()).doesNotContain("what-ann-wrote");
            assertThat(collector.spans()).extracting(span -> span.getStatus().getMessage())
                    .containsExactlyInAnyOrder("IllegalStateException", "INTERNAL", "");
        }
    }

    @Test
    void theLogNamesTheTrace() {
        try (FakeCollector collector = FakeCollector.start();
                TestServer server = TestServer.start(Map.of(ENDPOINT, collector.endpoint()));
                Logs logs = Logs.open()) {
            server.does(request -> {
                org.slf4j.LoggerFactory.getLogger("circumplex.test").info("at work");
                return RankPostsResponse.getDefaultInstance();
            });
            Metadata headers = new Metadata();
            headers.put(PARENT, "00-" + TRACE_ID + "-b7ad6b7169203331-00");

            server.ranker().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers)).rankPosts(TestServer.REQUEST);

            assertThat(logs.lines("at work")).singleElement().asString().contains(TRACE_ID);
        }
    }

    @Test
    void aCollectorThatHangsOrIsDownCostsCallsNothing() throws IOException {
        // Accepts connections and never answers; the other port has nobody.
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TestServer server = TestServer.start(Map.of(ENDPOINT, "http://127.0.0.1:" + hanging.getLocalPort()));
                TestServer alone = TestServer.start(Map.of(ENDPOINT, "http://127.0.0.1:" + HealthTest.freePort()));
                TestServer untraced = TestServer.start()) {
            long baseline = median(untraced);

            assertThat(median(server)).as("while the collector hangs, against %d ns", baseline).isLessThan(10 * baseline);
            assertThat(median(alone)).as("while the collector is down, against %d ns", baseline).isLessThan(10 * baseline);
        }
    }

    @Test
    void aServiceEndsThoughItsCollectorHangs() throws IOException {
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            TestServer server = TestServer.start(Map.of(ENDPOINT, "http://127.0.0.1:" + hanging.getLocalPort()));
            server.ranker().rankPosts(TestServer.REQUEST);
            long start = System.nanoTime();

            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    /** More calls than the queue of spans has places, so that the last ones meet a full queue. */
    private static long median(TestServer server) {
        RankerServiceGrpc.RankerServiceBlockingStub ranker = server.ranker();
        long[] times = new long[3_000];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            ranker.withDeadlineAfter(30, TimeUnit.SECONDS).rankPosts(TestServer.REQUEST);
            times[i] = System.nanoTime() - start;
        }
        java.util.Arrays.sort(times);
        return times[times.length / 2];
    }

    private static Span span(FakeCollector collector, Span.SpanKind kind, ByteString parent) {
        List<Span> spans = collector.spans().stream()
                .filter(span -> span.getKind() == kind && span.getParentSpanId().equals(parent))
                .sorted(Comparator.comparing(Span::getName))
                .toList();
        assertThat(spans).as("%s below %s of %s", kind, hex(parent), collector.spans()).hasSize(1);
        return spans.get(0);
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
