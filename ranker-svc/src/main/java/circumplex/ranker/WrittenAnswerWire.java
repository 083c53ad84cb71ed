package circumplex.ranker;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Hands the bytes of an answer to gRPC, which copies them once, into the buffer of the connection. */
final class WrittenAnswerWire implements MethodDescriptor.Marshaller<byte[]> {

    @Override
    public InputStream stream(byte[] answer) {
        return new Written(answer);
    }

    @Override
    public byte[] parse(InputStream answer) {
        throw new UnsupportedOperationException("a server reads no answers");
    }

    private static final class Written extends ByteArrayInputStream implements KnownLength, Drainable {

        Written(byte[] answer) {
            super(answer);
        }

        @Override
        public synchronized int drainTo(OutputStream target) throws IOException {
            int length = count - pos;
            target.write(buf, pos, length);
            pos = count;
            return length;
        }
    }
}
