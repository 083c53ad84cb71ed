package circumplex.gateway.replica;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link Packer} wrote. */
final class Unpacker {

    private final ByteBuffer bytes;

    Unpacker(byte[] packed) {
        this(ByteBuffer.wrap(packed));
    }

    private Unpacker(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int number() {
        int folded = 0;
        int shift = 0;
        int next;
        do {
            next = bytes.get();
            folded |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return (folded >>> 1) ^ -(folded & 1);
    }

    int bits() {
        return bytes.get() & 0xff;
    }

    float exactFloat() {
        return bytes.getFloat();
    }

    double exactDouble() {
        return bytes.getDouble();
    }

    String text() {
        return StandardCharsets.UTF_8.decode(next()).toString();
    }

    /** What was written as a whole. It is passed over, whether it is read or not. */
    Unpacker block() {
        return new Unpacker(next());
    }

    private ByteBuffer next() {
        int length = number();
        ByteBuffer next = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return next;
    }
}
