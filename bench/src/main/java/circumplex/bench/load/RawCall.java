package circumplex.bench.load;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The same request again and again, as bytes, on several connections in turn: a sender that shares a machine with what it loads must not
 * build messages, and one connection carries only so many calls at once and keeps the rest waiting at the client.
 */
public final class RawCall implements Supplier<ListenableFuture<byte[]>> {

    private final List<? extends Channel> channels;
    private final AtomicInteger next = new AtomicInteger();
    private final MethodDescriptor<byte[], byte[]> method;
    private final byte[] request;
    private final Duration deadline;

    public RawCall(List<? extends Channel> channels, MethodDescriptor<?, ?> method, MessageLite request, Duration deadline) {
        this.channels = List.copyOf(channels);
        this.method = MethodDescriptor.newBuilder(new RawBytes(), new RawBytes())
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method.getFullMethodName())
                .build();
        this.request = request.toByteArray();
        this.deadline = deadline;
    }

    @Override
    public ListenableFuture<byte[]> get() {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
        return ClientCalls.futureUnaryCall(channel().newCall(method, options), request);
    }

    private Channel channel() {
        return channels.get(Math.floorMod(next.getAndIncrement(), channels.size()));
    }
}
