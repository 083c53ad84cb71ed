package circumplex.kit;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A connection to a server on loopback, frame by frame (RFC 9113), for what no client library does. */
final class RawHttp2 implements AutoCloseable {

    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int CANCEL = 8;

    private final Socket socket;
    private final DataOutputStream out;
    private final CompletableFuture<Boolean> alive = new CompletableFuture<>();
    private int lastStream = -1;

    RawHttp2(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0);
        out.flush();
        Thread reader = new Thread(this::read, "raw-http2");
        reader.setDaemon(true);
        reader.start();
    }

    /** Begins so many calls, resets each at once, and says whether the server still answers on this connection. */
    boolean survives(int resets, String method) throws Exception {
        try {
            for (int i = 0; i < resets; i++) {
                callAndReset(method);
            }
            frame(PING, 0, 0, new byte[8]);
            out.flush();
        } catch (IOException e) {
            return false;
        }
        return alive.get(30, TimeUnit.SECONDS);
    }

    private void callAndReset(String method) throws IOException {
        lastStream += 2;
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        // Of the static table: POST and http; then literals under the names of :path, :authority and content-type, and te in full.
        headers.write(0x83);
        headers.write(0x86);
        literal(headers, 0x04, "/" + method);
        literal(headers, 0x01, "localhost");
        headers.write(0x0f);
        literal(headers, 0x10, "application/grpc");
        headers.write(0x00);
        literal(headers, 0x02, "te", "trailers");
        frame(HEADERS, END_HEADERS, lastStream, headers.toByteArray());
        frame(RST_STREAM, 0, lastStream, (byte) 0, (byte) 0, (byte) 0, (byte) CANCEL);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static void literal(ByteArrayOutputStream headers, int index, String value) throws IOException {
        headers.write(index);
        headers.write(value.length());
        headers.write(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static void literal(ByteArrayOutputStream headers, int length, String name, String value) throws IOException {
        headers.write(length);
        headers.write(name.getBytes(StandardCharsets.US_ASCII));
        headers.write(value.length());
        headers.write(value.getBytes(StandardCharsets.US_ASCII));
    }

    private void frame(int type, int flags, int stream, byte... payload) throws IOException {
        out.writeByte(0);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }

    private void read() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                in.readInt();
                in.skipNBytes(length);
                if (type == GOAWAY) {
                    alive.complete(false);
                } else if (type == PING && flags == ACK) {
                    alive.complete(true);
                }
            }
        } catch (IOException e) {
            alive.complete(false);
        }
    }
}
