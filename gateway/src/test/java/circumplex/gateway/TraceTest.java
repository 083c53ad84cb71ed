package circumplex.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.testing.Samples;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.kit.testing.FakeCollector;
import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One feed is one trace over all services, and says nothing of the feed. */
class TraceTest {

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final Metadata.Key<String> PARENT = Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    @Test
    void aFeedIsOneTraceOverAllServices() {
        try (FakeCollector collector = FakeCollector.start();
                FakeServices services = FakeServices.start(Map.of("otel.exporter-otlp-endpoint", collector.endpoint()))) {
            Metadata headers = new Metadata();
            headers.put(PARENT, "00-" + TRACE_ID + "-b7ad6b7169203331-01");
            RankFeedRequest feed = Samples.feed().setUserId("anna").build();

            services.feeds().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers)).rankFeed(feed);

            List<Span> spans = awaitClientSpans(collector, 3);
            assertThat(spans).allMatch(span -> span.getTraceId().equals(ByteString.fromHex(TRACE_ID)));
            assertThat(spans)
                    .filteredOn(span -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT)
                    .extracting(Span::getName)
                    .containsExactlyInAnyOrder(
                            "circumplex.classifier.v1.ClassifierService/ClassifyPosts",
                            "circumplex.personalizer.v1.PersonalizerService/PersonalizeScores",
                            "circumplex.ranker.v1.RankerService/RankPosts");
            assertThat(spans.toString()).doesNotContain("anna");
            feed.getPostsList().forEach(post -> assertThat(spans.toString()).doesNotContain("\"" + post.getText() + "\""));
        }
    }

    /** Spans are sent after the answer, some at a time. */
    private static List<Span> awaitClientSpans(FakeCollector collector, int count) {
        CompletableFuture<List<Span>> all = new CompletableFuture<>();
        collector.whenReceived(spans -> {
            if (spans.stream().filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT).count() >= count
                    && spans.stream().anyMatch(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)) {
                all.complete(spans);
            }
        });
        return all.orTimeout(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS).join();
    }
}
