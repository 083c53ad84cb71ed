package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A failed call as its client sees it. */
record Failed(Status.Code code, String sentence, com.google.rpc.Status details, Metadata trailers) {

    static Failed of(ThrowingCallable call) {
        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(failure).as("the call fails").isNotNull();
        com.google.rpc.Status details = StatusProto.fromThrowable(failure);
        Metadata trailers = failure.getTrailers();
        return new Failed(
                failure.getStatus().getCode(),
                String.valueOf(failure.getStatus().getDescription()),
                details == null ? com.google.rpc.Status.getDefaultInstance() : details,
                trailers == null ? new Metadata() : trailers);
    }

    /** {@code CODE/REASON}, of which every failure has both. */
    String codeAndReason() {
        return code + "/" + info().getReason();
    }

    ErrorInfo info() {
        return detail(ErrorInfo.class).orElse(ErrorInfo.getDefaultInstance());
    }

    Map<String, String> metadata() {
        return info().getMetadataMap();
    }

    /** {@code path rule} of every violation. */
    List<String> violations() {
        return detail(BadRequest.class).orElse(BadRequest.getDefaultInstance()).getFieldViolationsList().stream()
                .map(violation -> violation.getField() + " " + violation.getReason())
                .toList();
    }

    Optional<RetryInfo> retry() {
        return detail(RetryInfo.class);
    }

    /** In the details and in the trailers, where they are the same. */
    String requestId() {
        String inDetails = detail(RequestInfo.class).orElse(RequestInfo.getDefaultInstance()).getRequestId();
        assertThat(trailers.get(Caller.REQUEST_ID)).isEqualTo(inDetails);
        return inDetails;
    }

    /** Everything that the client was told, to look for what it must not be told. */
    String everything() {
        StringBuilder text = new StringBuilder(sentence).append(details);
        for (String key : trailers.keys()) {
            if (key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                byte[] value = Objects.requireNonNull(
                        trailers.get(Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER)));
                text.append(new String(value, java.nio.charset.StandardCharsets.ISO_8859_1));
            } else {
                text.append(trailers.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER)));
            }
        }
        return text.toString();
    }

    private <M extends Message> Optional<M> detail(Class<M> type) {
        try {
            for (Any detail : details.getDetailsList()) {
                if (detail.is(type)) {
                    return Optional.of(detail.unpack(type));
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        return Optional.empty();
    }
}
