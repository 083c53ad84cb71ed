package circumplex.bench.privacy;

import circumplex.bench.load.RawBytes;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Takes what services send as OTLP over gRPC and keeps the bytes, unpacked where the transport packed them. */
final class TraceCollector implements AutoCloseable {

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Server server;

    TraceCollector() throws IOException {
        String service = "opentelemetry.proto.collector.trace.v1.TraceService";
        MethodDescriptor<byte[], byte[]> export = MethodDescriptor.newBuilder(new RawBytes(), new RawBytes())
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(service + "/Export")
                .build();
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder(service)
                        .addMethod(export, ServerCalls.asyncUnaryCall((spans, out) -> {
                            keep(spans);
                            out.onNext(new byte[0]);
                            out.onCompleted();
                        }))
                        .build())
                .build()
                .start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    synchronized byte[] received() {
        return received.toByteArray();
    }

    private synchronized void keep(byte[] spans) {
        received.writeBytes(spans);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
