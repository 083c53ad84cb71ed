package circumplex.bench.load;

import circumplex.cli.services.Address;
import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One call as it is on the wire: the frame of its headers and those of its message (RFC 9113, section 6), all but the number of the
 * stream. The headers use no table that changes, so they are the same bytes for every call.
 */
final class RequestFrames {

    /** What every server of HTTP/2 takes in one frame. */
    private static final int FRAME_BYTES = 16_384;

    private static final int STREAM_ID_PLACE = 5;
    private static final int UNCOMPRESSED = 0;

    private final byte[] frames;
    private final int messageBytes;
    private final List<Integer> streamIdPlaces;

    private RequestFrames(byte[] frames, int messageBytes, List<Integer> streamIdPlaces) {
        this.frames = frames;
        this.messageBytes = messageBytes;
        this.streamIdPlaces = List.copyOf(streamIdPlaces);
    }

    static RequestFrames of(Address server, MethodDescriptor<?, ?> method, MessageLite request, Duration deadline) {
        ByteBuf out = Unpooled.buffer();
        List<Integer> places = new ArrayList<>();
        ByteBuf headers = headers(server, method, deadline);
        frame(out, places, headers, Http2FrameTypes.HEADERS, new Http2Flags().endOfHeaders(true));
        byte[] message = request.toByteArray();
        ByteBuf body = Unpooled.buffer(message.length + 5).writeByte(UNCOMPRESSED).writeInt(message.length).writeBytes(message);
        int bytes = body.readableBytes();
        while (body.isReadable()) {
            ByteBuf part = body.readSlice(Math.min(FRAME_BYTES, body.readableBytes()));
            frame(out, places, part, Http2FrameTypes.DATA, new Http2Flags().endOfStream(!body.isReadable()));
        }
        byte[] frames = new byte[out.readableBytes()];
        out.readBytes(frames);
        return new RequestFrames(frames, bytes, places);
    }

    /** What a call takes of the window of its connection. */
    int messageBytes() {
        return messageBytes;
    }

    /** The frames of stream {@code id}. */
    ByteBuf of(int id, ByteBufAllocator memory) {
        ByteBuf out = memory.buffer(frames.length).writeBytes(frames);
        streamIdPlaces.forEach(place -> out.setInt(place, id));
        return out;
    }

    private static ByteBuf headers(Address server, MethodDescriptor<?, ?> method, Duration deadline) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .path("/" + method.getFullMethodName())
                .authority(server.host() + ":" + server.port())
                .set("content-type", "application/grpc")
                .set("te", "trailers")
                .set("grpc-timeout", deadline.toMillis() + "m");
        ByteBuf out = Unpooled.buffer();
        try {
            DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE);
            encoder.configuration().maxHeaderTableSize(0);
            encoder.encodeHeaders(1, headers, out);
        } catch (Http2Exception e) {
            throw new IllegalStateException("headers that cannot be written", e);
        }
        return out;
    }

    private static void frame(ByteBuf out, List<Integer> places, ByteBuf payload, byte type, Http2Flags flags) {
        int start = out.writerIndex();
        out.writeMedium(payload.readableBytes()).writeByte(type).writeByte(flags.value()).writeInt(0);
        places.add(start + STREAM_ID_PLACE);
        out.writeBytes(payload);
    }
}
