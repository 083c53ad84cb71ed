package circumplex.kit.call;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.admission.Permit;
import circumplex.kit.refusal.Refusal;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Refuses requests over the limit with the limit named, and counts the others among what is under way. The transport has a limit too, but it can only drop the call: it is set
 * above this one, so that clients that are a little too large are told why.
 */
public final class MessageSizeInterceptor implements ServerInterceptor {

    private final int limitBytes;

    public MessageSizeInterceptor(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onMessage(Q message) {
                Permit.current().ifPresent(Permit::nextMessage);
                super.onMessage(limited(message));
            }
        };
    }

    /** The message, if it is a plain one; a compressed one as far as it goes, for nobody knows its size before. */
    @SuppressWarnings("unchecked") // around parsing, messages are streams of bytes
    private <Q> Q limited(Q message) {
        if (message instanceof KnownLength) {
            int bytes = size((InputStream) message);
            requireFits(bytes);
            Permit.current().ifPresent(permit -> permit.weigh(bytes));
            return message;
        }
        return (Q) new Counted((InputStream) message);
    }

    private void requireFits(long bytes) {
        if (bytes > limitBytes) {
            throw Refusal.of(
                            ErrorReason.ERROR_REASON_MESSAGE_TOO_LARGE,
                            "The request is larger than " + limitBytes + " bytes.")
                    .with("limit_bytes", Integer.toString(limitBytes));
        }
    }

    private static int size(InputStream message) {
        try {
            return message.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that are refused from the first one over the limit. */
    private final class Counted extends FilterInputStream {

        private final Optional<Permit> permit = Permit.current();
        private long count;

        Counted(InputStream message) {
            super(message);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            count(skipped);
            return skipped;
        }

        private void count(long more) {
            count += more;
            requireFits(count);
            permit.ifPresent(place -> place.weigh(more));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
