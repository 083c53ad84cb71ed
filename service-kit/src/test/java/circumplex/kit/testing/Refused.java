package circumplex.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import circumplex.kit.call.Caller;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A failed call as its client sees it. */
public record Refused(Status.Code code, String sentence, com.google.rpc.Status details, Metadata trailers) {

    /** Makes the call, which has to fail. */
    public static Refused by(ThrowingCallable call) {
        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(failure).as("the call fails").isNotNull();
        return of(failure);
    }

    public static Refused of(StatusRuntimeException failure) {
        com.google.rpc.Status details = StatusProto.fromThrowable(failure);
        Metadata trailers = failure.getTrailers();
        return new Refused(
                failure.getStatus().getCode(),
                String.valueOf(failure.getStatus().getDescription()),
                details == null ? com.google.rpc.Status.getDefaultInstance() : details,
                trailers == null ? new Metadata() : trailers);
    }

    /** The summary of a request that breaks one rule. */
    public static String invalid(String field, String rule) {
        return "INVALID_ARGUMENT INVALID_REQUEST [" + field + " " + rule + "]";
    }

    /** Code, reason and, if there are any, the violations: {@code INVALID_ARGUMENT INVALID_REQUEST [user_id string.min_len]}. */
    public String summary() {
        return code + " " + reason() + (violations().isEmpty() ? "" : " " + violations());
    }

    /** {@code CODE/REASON}, of which every failure has both. */
    public String codeAndReason() {
        return code + "/" + reason();
    }

    /** As the catalogue spells it on the wire. */
    public String reason() {
        return info().getReason();
    }

    public Map<String, String> metadata() {
        return info().getMetadataMap();
    }

    /** {@code path rule} of every violation. */
    public List<String> violations() {
        List<String> violations = new ArrayList<>();
        detail(BadRequest.class)
                .orElse(BadRequest.getDefaultInstance())
                .getFieldViolationsList()
                .forEach(violation -> violations.add(violation.getField() + " " + violation.getReason()));
        return violations;
    }

    /** When the client is told to try again, if it is. */
    public Optional<RetryInfo> retry() {
        return detail(RetryInfo.class);
    }

    /** In the details and in the trailers, where they are the same. */
    public String requestId() {
        String inDetails = detail(RequestInfo.class).orElse(RequestInfo.getDefaultInstance()).getRequestId();
        assertThat(trailers.get(Caller.REQUEST_ID)).isEqualTo(inDetails);
        return inDetails;
    }

    /** Everything that the client was told, to look for what it must not be told. */
    public String everything() {
        StringBuilder text = new StringBuilder(sentence).append(details);
        for (String key : trailers.keys()) {
            if (key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                byte[] value = Objects.requireNonNull(
                        trailers.get(Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER)));
                text.append(new String(value, StandardCharsets.ISO_8859_1));
            } else {
                text.append(trailers.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER)));
            }
        }
        return text.toString();
    }

    public ErrorInfo info() {
        return detail(ErrorInfo.class).orElse(ErrorInfo.getDefaultInstance());
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
