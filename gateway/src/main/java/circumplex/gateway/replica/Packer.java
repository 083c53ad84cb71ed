package circumplex.gateway.replica;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers and texts one after the other, each in few bytes; {@link Unpacker} reads them in the same order. */
final class Packer {

    /** A whole number has 7 bits in a byte. */
    private static final int MOST_BYTES_OF_A_NUMBER = 5;

    private ByteBuffer bytes = ByteBuffer.allocate(1 << 10);

    /** A whole number of either sign: the closer to 0, the fewer bytes. */
    Packer number(int number) {
        room(MOST_BYTES_OF_A_NUMBER);
        // The sign goes to the last bit, so that −1 is as short as 1.
        int rest = (number << 1) ^ (number >> (Integer.SIZE - 1));
        while (rest >>> 7 != 0) {
            bytes.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
        return this;
    }

    /** Eight bits. */
    Packer bits(int bits) {
        room(1);
        bytes.put((byte) bits);
        return this;
    }

    Packer exact(float number) {
        room(Float.BYTES);
        bytes.putFloat(number);
        return this;
    }

    Packer exact(double number) {
        room(Double.BYTES);
        bytes.putDouble(number);
        return this;
    }

    Packer text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return block(utf8, utf8.length);
    }

    /** All that {@code other} holds, as a whole that a reader can pass over. */
    Packer block(Packer other) {
        return block(other.bytes.array(), other.bytes.position());
    }

    void clear() {
        bytes.clear();
    }

    byte[] packed() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private Packer block(byte[] from, int length) {
        number(length);
        room(length);
        bytes.put(from, 0, length);
        return this;
    }

    private void room(int more) {
        if (bytes.remaining() < more) {
            bytes = ByteBuffer.allocate(Math.max(2 * bytes.capacity(), bytes.position() + more)).put(bytes.flip());
        }
    }
}
