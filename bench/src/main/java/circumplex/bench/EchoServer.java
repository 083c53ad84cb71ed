package circumplex.bench;

import circumplex.bench.load.RawBytes;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The floor of every call: a gRPC server on loopback that takes bytes and answers bytes, and does nothing with them. */
final class EchoServer implements AutoCloseable {

    private final Server server;
    private final MethodDescriptor<byte[], byte[]> method;

    /** @param answer what every call is answered with */
    EchoServer(byte[] answer) throws IOException {
        this(answer, "circumplex.bench.Echo", "Call");
    }

    /** As before, under the name of another call. */
    EchoServer(byte[] answer, String service, String call) throws IOException {
        method = MethodDescriptor.newBuilder(new RawBytes(), new RawBytes())
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, call))
                .build();
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder(service)
                        .addMethod(method, ServerCalls.asyncUnaryCall((request, out) -> {
                            out.onNext(answer);
                            out.onCompleted();
                        }))
                        .build())
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    int call(io.grpc.Channel channel, byte[] request) {
        return ClientCalls.blockingUnaryCall(
                        channel, method, CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS), request)
                .length;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
