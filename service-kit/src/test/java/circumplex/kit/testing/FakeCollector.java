package circumplex.kit.testing;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A collector of traces on a free loopback port that keeps what it is sent. */
public final class FakeCollector extends TraceServiceGrpc.TraceServiceImplBase implements AutoCloseable {

    private final Queue<ResourceSpans> received = new ConcurrentLinkedQueue<>();
    private final Server server;
    private volatile Consumer<List<Span>> listener = spans -> {};

    private FakeCollector() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static FakeCollector start() {
        return new FakeCollector();
    }

    /** What to set {@code OTEL_EXPORTER_OTLP_ENDPOINT} to. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** All spans so far, of all services. */
    public List<Span> spans() {
        return received.stream()
                .flatMap(service -> service.getScopeSpansList().stream())
                .map(ScopeSpans::getSpansList)
                .flatMap(List::stream)
                .toList();
    }

    /** Tells {@code newListener} of all spans so far, now and whenever more have arrived. */
    public void whenReceived(Consumer<List<Span>> newListener) {
        listener = newListener;
        newListener.accept(spans());
    }

    @Override
    public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> out) {
        received.addAll(request.getResourceSpansList());
        listener.accept(spans());
        out.onNext(ExportTraceServiceResponse.getDefaultInstance());
        out.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
