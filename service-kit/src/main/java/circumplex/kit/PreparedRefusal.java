package circumplex.kit;

import com.google.protobuf.Any;
import com.google.rpc.RequestInfo;
import com.google.rpc.Status;
import io.grpc.Metadata;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A refusal as it is on the wire, but for the call that ends with it. A service that has too much to do says the same to thousands of calls
 * a second: what they have in common is written once, and nothing is thrown.
 */
public final class PreparedRefusal {

    /** The most that a request id of {@link Caller} takes among the details, in bytes. */
    static final int REQUEST_BYTES = 128;

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /** What gRPC clients heed that repeat calls by themselves. */
    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    private final io.grpc.Status status;
    private final byte[] details;
    private final OptionalLong pushbackMillis;

    PreparedRefusal(Status status, OptionalLong pushbackMillis) {
        this.status = io.grpc.Status.fromCodeValue(status.getCode()).withDescription(status.getMessage());
        this.details = status.toByteArray();
        this.pushbackMillis = pushbackMillis;
    }

    public io.grpc.Status status() {
        return status;
    }

    /** With which a call ends. */
    public Metadata trailers(String requestId) {
        return trailers(requestId, pushbackMillis);
    }

    /** With which a call ends whose client, if it repeats calls by itself, is to wait for {@code pushbackMillis}. */
    public Metadata trailers(String requestId, long pushbackMillis) {
        return trailers(requestId, OptionalLong.of(pushbackMillis));
    }

    private Metadata trailers(String requestId, OptionalLong pushbackMillis) {
        Metadata trailers = new Metadata();
        trailers.put(DETAILS, details(requestId));
        pushbackMillis.ifPresent(millis -> trailers.put(PUSHBACK, Long.toString(millis)));
        return trailers;
    }

    /** Messages that are written one after another are one message, with the details of both. */
    private byte[] details(String requestId) {
        byte[] request = Status.newBuilder()
                .addDetails(Any.pack(RequestInfo.newBuilder().setRequestId(requestId).build()))
                .build()
                .toByteArray();
        byte[] all = Arrays.copyOf(details, details.length + request.length);
        System.arraycopy(request, 0, all, details.length, request.length);
        return all;
    }
}
