package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.call.FlowControl;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.refusal.RefusalStatus;
import circumplex.kit.testing.Eventually;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stream is made no faster than its client reads it. */
class FlowControlTest {

    private static final int ITEMS = 5_000;

    /** 64 KiB each: 320 MB in all, far more than a connection holds. */
    private static final ExportUserDataResponse ITEM = ExportUserDataResponse.newBuilder()
            .setAnnotation(Annotation.newBuilder().setContentKey("k".repeat(64 << 10)))
            .build();

    private static TestServer server;

    private final AtomicInteger pulled = new AtomicInteger();
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aClientThatReadsGetsEverything() {
        streams(200);
        Iterator<ExportUserDataResponse> answer = server.personalizer().exportUserData(TestServer.EXPORT);
        int count = 0;
        while (answer.hasNext()) {
            answer.next();
            count++;
        }

        assertThat(count).isEqualTo(200);
        assertThat(pulled).hasValue(200);
    }

    @Test
    void aClientThatDoesNotReadMakesTheServerWaitAndNotBuffer() {
        streams(ITEMS);
        SlowReader reader = new SlowReader();
        Eventually.holds("the first item is sent", () -> pulled.get() > 0);
        Eventually.rests("the server", pulled::get, Duration.ofMillis(300));
        int withoutReading = pulled.get();

        // What fits the windows of the connection and one item more, not the whole stream.
        assertThat(withoutReading).isLessThan(100);

        reader.read(50);
        Eventually.holds("the server goes on", () -> pulled.get() >= withoutReading + 20);
        Eventually.rests("the server", pulled::get, Duration.ofMillis(300));
        assertThat(pulled).hasValueLessThan(200);
        assertThat(ended).isNotDone();

        reader.call.cancel("enough", null);
        assertThat(ended).succeedsWithin(Duration.ofSeconds(5));
        assertThat(ended.join())
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(RefusalStatus.name(e.reason())).isEqualTo("CANCELLED"));
    }

    private void streams(int items) {
        server.bean(SteeredPersonalizerEndpoint.class).does(out -> {
            try {
                FlowControl.send(IntStream.range(0, items).peek(i -> pulled.incrementAndGet()).mapToObj(i -> ITEM).iterator(), out);
                ended.complete(new AssertionError("the stream was sent to its end"));
            } catch (RuntimeException e) {
                ended.complete(e);
                throw e;
            }
        });
    }

    /** Takes an item only when it is told to. */
    private static final class SlowReader extends ClientCall.Listener<ExportUserDataResponse> {

        private final ClientCall<?, ExportUserDataResponse> call;

        SlowReader() {
            var opened = server.channel()
                    .newCall(PersonalizerServiceGrpc.getExportUserDataMethod(), CallOptions.DEFAULT);
            call = opened;
            opened.start(this, new Metadata());
            opened.sendMessage(TestServer.EXPORT);
            opened.halfClose();
        }

        void read(int items) {
            call.request(items);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {}
    }
}
