package circumplex.bench.load;

import com.google.common.util.concurrent.SettableFuture;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of one connection of HTTP/2, for calls that are all alike. Keeps what the server asks for: the number of streams at
 * once, the window of the connection, answers to pings. A call for which there is no room waits.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the connection, and with it the calls
final class FrameConnection extends ByteToMessageDecoder {

    private static final int LARGEST_WINDOW = Integer.MAX_VALUE;
    private static final int WINDOW_STEP = 1 << 24;
    private static final long SWEEP_MILLIS = 10;

    /** Failures without a stack: made for every call they would be the dearest part of it. */
    private static final Map<Status.Code, Exception> FAILURES = new EnumMap<>(Status.Code.class);

    static {
        for (Status.Code code : Status.Code.values()) {
            FAILURES.put(code, code.toStatus().asException());
        }
    }

    private final RequestFrames request;
    private final long deadlineNanos;
    private final DefaultHttp2FrameReader reader = new DefaultHttp2FrameReader(false);
    private final DefaultHttp2FrameWriter writer = new DefaultHttp2FrameWriter();
    private final Frames frames = new Frames();
    private final Promise<Void> ready = new DefaultPromise<>(GlobalEventExecutor.INSTANCE);

    /** By number of the stream, the oldest first. */
    private final Map<Integer, Call> open = new LinkedHashMap<>();

    private final Deque<Call> waiting = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private int nextId = 1;
    private long window = Http2CodecUtil.DEFAULT_WINDOW_SIZE;
    private long mostAtOnce = 1;
    private int unacknowledged;
    private boolean lost;

    private static final class Call {

        final SettableFuture<Integer> answer;
        final long sentNanos;
        int bytes;

        Call(SettableFuture<Integer> answer, long sentNanos) {
            this.answer = answer;
            this.sentNanos = sentNanos;
        }
    }

    FrameConnection(RequestFrames request, Duration deadline) {
        this.request = request;
        this.deadlineNanos = deadline.toNanos();
    }

    /** When the server has said what it takes. */
    Future<Void> ready() {
        return ready;
    }

    /** Where {@link #send} is to be called. */
    EventLoop loop() {
        return context().channel().eventLoop();
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "not connected");
    }

    void send(SettableFuture<Integer> answer, long sentNanos) {
        Call call = new Call(answer, sentNanos);
        if (lost) {
            fail(call, Status.Code.UNKNOWN);
            return;
        }
        waiting.add(call);
        sendWaiting();
    }

    private void sendWaiting() {
        boolean written = false;
        while (!waiting.isEmpty() && open.size() < mostAtOnce && window >= request.messageBytes()) {
            int id = nextId;
            nextId += 2;
            window -= request.messageBytes();
            open.put(id, waiting.remove());
            context().write(request.of(id, context().alloc()), context().voidPromise());
            written = true;
        }
        if (written) {
            context().flush();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        ctx.write(Http2CodecUtil.connectionPrefaceBuf(), ctx.voidPromise());
        Http2Settings settings = new Http2Settings().initialWindowSize(LARGEST_WINDOW).pushEnabled(false);
        writer.writeSettings(ctx, settings, ctx.voidPromise());
        writer.writeWindowUpdate(ctx, 0, LARGEST_WINDOW - Http2CodecUtil.DEFAULT_WINDOW_SIZE, ctx.voidPromise());
        ctx.flush();
        ctx.executor().scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Http2Exception {
        reader.readFrame(ctx, in, frames);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        sendWaiting();
        ctx.flush();
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost = true;
        open.values().forEach(call -> fail(call, Status.Code.UNKNOWN));
        open.clear();
        waiting.forEach(call -> fail(call, Status.Code.UNKNOWN));
        waiting.clear();
        reader.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    /** Gives up calls whose deadline is over, as a client of gRPC does. */
    private void sweep() {
        long now = System.nanoTime();
        for (Iterator<Map.Entry<Integer, Call>> calls = open.entrySet().iterator(); calls.hasNext(); ) {
            Map.Entry<Integer, Call> call = calls.next();
            if (now - call.getValue().sentNanos < deadlineNanos) {
                break;
            }
            calls.remove();
            writer.writeRstStream(context(), call.getKey(), Http2Error.CANCEL.code(), context().voidPromise());
            fail(call.getValue(), Status.Code.DEADLINE_EXCEEDED);
        }
        while (!waiting.isEmpty() && now - waiting.peek().sentNanos >= deadlineNanos) {
            fail(waiting.remove(), Status.Code.DEADLINE_EXCEEDED);
        }
        sendWaiting();
        context().flush();
    }

    private static void fail(Call call, Status.Code code) {
        call.answer.setException(Objects.requireNonNull(FAILURES.get(code)));
    }

    private final class Frames extends Http2FrameAdapter {

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream) {
            Call call = open.get(streamId);
            if (call != null) {
                call.bytes += data.readableBytes();
            }
            unacknowledged += data.readableBytes() + padding;
            if (unacknowledged > WINDOW_STEP) {
                writer.writeWindowUpdate(ctx, 0, unacknowledged, ctx.voidPromise());
                unacknowledged = 0;
            }
            return data.readableBytes() + padding;
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int streamId,
                Http2Headers headers,
                int streamDependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean endStream) {
            onHeadersRead(ctx, streamId, headers, padding, endStream);
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean endStream) {
            if (!endStream) {
                return;
            }
            Call call = open.remove(streamId);
            if (call == null) {
                return;
            }
            CharSequence status = headers.get("grpc-status");
            Status.Code code = status == null
                    ? Status.Code.UNKNOWN
                    : Status.fromCodeValue(Integer.parseInt(status.toString())).getCode();
            if (code == Status.Code.OK) {
                call.answer.set(call.bytes);
            } else {
                fail(call, code);
            }
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
            Call call = open.remove(streamId);
            if (call != null) {
                fail(call, Status.Code.UNKNOWN);
            }
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
            mostAtOnce = Objects.requireNonNullElse(settings.maxConcurrentStreams(), (long) Integer.MAX_VALUE);
            Integer streamWindow = settings.initialWindowSize();
            if (streamWindow == null || streamWindow < request.messageBytes()) {
                ready.tryFailure(new IllegalStateException("the server takes less of a call at once than the request has"));
            }
            writer.writeSettingsAck(ctx, ctx.voidPromise());
            ready.trySuccess(null);
        }

        @Override
        public void onPingRead(ChannelHandlerContext ctx, long data) {
            writer.writePing(ctx, true, data, ctx.voidPromise());
        }

        @Override
        public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment) {
            if (streamId == 0) {
                window += increment;
            }
        }

        @Override
        public void onGoAwayRead(ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData) {
            mostAtOnce = 0;
        }
    }
}
