package circumplex.gateway.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * How a call failed.
 *
 * @param summary status code, reason and, for every field at fault, path and rule
 * @param retry whether the client is told when to try again
 * @param status all of it
 */
public record Refused(String summary, Map<String, String> metadata, boolean retry, Status status) {

    /** Makes the call, which has to fail. */
    public static Refused by(ThrowingCallable call) {
        StatusRuntimeException[] failure = new StatusRuntimeException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, e -> failure[0] = e);
        return of(failure[0]);
    }

    public static String invalid(String field, String rule) {
        return "INVALID_ARGUMENT INVALID_REQUEST [" + field + " " + rule + "]";
    }

    public static Refused of(StatusRuntimeException failure) {
        Status status = Objects.requireNonNull(StatusProto.fromThrowable(failure), "a status with details");
        ErrorInfo info = detail(status, ErrorInfo.class).get(0);
        List<String> fields = new ArrayList<>();
        detail(status, BadRequest.class).forEach(bad -> bad.getFieldViolationsList()
                .forEach(violation -> fields.add(violation.getField() + " " + violation.getReason())));
        return new Refused(
                failure.getStatus().getCode() + " " + info.getReason() + (fields.isEmpty() ? "" : " " + fields),
                info.getMetadataMap(),
                !detail(status, RetryInfo.class).isEmpty(),
                status);
    }

    private static <T extends com.google.protobuf.Message> List<T> detail(Status status, Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Any any : status.getDetailsList()) {
            try {
                if (any.is(type)) {
                    found.add(any.unpack(type));
                }
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }
        return found;
    }
}
