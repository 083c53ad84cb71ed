package circumplex.personalizer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * How a call failed.
 *
 * @param reason of the catalogue, as it is spelled on the wire
 * @param violations field path and rule id, separated by a space
 */
public record Refused(Code code, String reason, List<String> violations) {

    /** Makes the call, which has to fail. */
    public static Refused by(ThrowingCallable call) {
        StatusRuntimeException[] failure = new StatusRuntimeException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, e -> failure[0] = e);
        return of(failure[0]);
    }

    public static Refused invalid(String field, String rule) {
        return new Refused(Code.INVALID_ARGUMENT, "INVALID_REQUEST", List.of(field + " " + rule));
    }

    private static Refused of(StatusRuntimeException failure) {
        String reason = "";
        List<String> violations = new ArrayList<>();
        Status status = Objects.requireNonNull(StatusProto.fromThrowable(failure), "a status with details");
        try {
            for (Any detail : status.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    reason = detail.unpack(ErrorInfo.class).getReason();
                }
                if (detail.is(BadRequest.class)) {
                    detail.unpack(BadRequest.class)
                            .getFieldViolationsList()
                            .forEach(violation -> violations.add(violation.getField() + " " + violation.getReason()));
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        return new Refused(failure.getStatus().getCode(), reason, violations);
    }
}
