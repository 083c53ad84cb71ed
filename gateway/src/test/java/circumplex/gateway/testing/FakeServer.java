package circumplex.gateway.testing;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A gRPC server on a free loopback port that writes down its calls and can be told to fail, to hang, and to go away. */
public final class FakeServer implements AutoCloseable {

    public static final Metadata.Key<String> REQUEST_ID = Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

    /**
     * One call as it arrived.
     *
     * @param timeLeft until its deadline; absent without one
     */
    public record Call(
            String method, Message request, @Nullable Duration timeLeft, @Nullable String requestId, Context context) {}

    private final BindableService service;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final int port;

    /** What lies between the gateway and this server. */
    public final FaultyPort network;

    private final AtomicInteger withoutDeadline = new AtomicInteger();
    private Server server;
    private volatile Duration delay = Duration.ZERO;
    private volatile @Nullable StatusRuntimeException failure;
    private volatile CompletableFuture<Void> release = CompletableFuture.completedFuture(null);

    public FakeServer(BindableService service) {
        this.service = service;
        server = open(0);
        port = server.getPort();
        network = new FaultyPort("127.0.0.1", port);
    }

    public String address() {
        return "127.0.0.1:" + network.port();
    }

    public List<Call> calls() {
        return calls;
    }

    public Call onlyCall() {
        if (calls.size() != 1) {
            throw new AssertionError("not one call: " + calls.stream().map(Call::method).toList());
        }
        return calls.get(0);
    }

    /** Every call fails with this code, as if something between the services said so. */
    public void fail(Status.Code code) {
        failure = code.toStatus().withDescription("fails as it was told to").asRuntimeException();
    }

    /** Every call fails as a service of ours refuses. */
    public void refuse(Status.Code code, String reason, Map<String, String> metadata) {
        failure = StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.value())
                .setMessage("refuses as it was told to")
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain("circumplex")
                        .setReason(reason)
                        .putAllMetadata(metadata)
                        .build()))
                .build());
    }

    /** No call fails any more. */
    public void succeed() {
        failure = null;
    }

    /** No call gets an answer until the knobs are turned back. */
    public void hang() {
        release = new CompletableFuture<>();
    }

    /** Calls get their answers again. */
    public void release() {
        release.complete(null);
    }

    /** Every call takes at least so long. */
    public void slow(Duration atLeast) {
        delay = atLeast;
    }

    /** Calls that came without a deadline, since the server was made. */
    public int callsWithoutDeadline() {
        return withoutDeadline.get();
    }

    /** Turns all knobs back, starts again if stopped, and forgets the calls. */
    public void reset() {
        succeed();
        delay = Duration.ZERO;
        release.complete(null);
        network.set(FaultyPort.Fault.NONE);
        start();
        calls.clear();
    }

    public void start() {
        if (server.isShutdown()) {
            server = open(port);
        }
    }

    public void stop() {
        server.shutdownNow();
        try {
            server.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        release.complete(null);
        network.close();
        stop();
    }

    private Server open(int at) {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), at))
                    .maxInboundMessageSize(32 << 20)
                    .addService(ServerInterceptors.intercept(service, new Knobs()))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Knobs implements ServerInterceptor {

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            Context context = Context.current();
            Deadline deadline = context.getDeadline();
            Duration timeLeft =
                    deadline == null ? null : Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS));
            if (deadline == null) {
                withoutDeadline.incrementAndGet();
            }
            return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                @Override
                public void onMessage(Q message) {
                    String method = Objects.requireNonNull(call.getMethodDescriptor().getBareMethodName());
                    calls.add(new Call(method, (Message) message, timeLeft, headers.get(REQUEST_ID), context));
                    super.onMessage(message);
                }

                @Override
                public void onHalfClose() {
                    waitForRelease(context);
                    StatusRuntimeException told = failure;
                    if (told == null) {
                        super.onHalfClose();
                    } else {
                        call.close(told.getStatus(), told.getTrailers() == null ? new Metadata() : told.getTrailers());
                    }
                }
            };
        }

        private void waitForRelease(Context context) {
            CompletableFuture<Void> gone = new CompletableFuture<>();
            context.addListener(ended -> gone.complete(null), Runnable::run);
            CompletableFuture.anyOf(gone, release).join();
            if (!delay.isZero()) {
                CompletableFuture<Void> later = new CompletableFuture<>();
                later.completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS);
                CompletableFuture.anyOf(gone, later).join();
            }
        }
    }
}
