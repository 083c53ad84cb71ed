package circumplex.classifier;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * How a call failed, without its prose.
 *
 * @param reason as {@code ErrorInfo} spells it
 * @param violations of {@code BadRequest}: field path, a space, rule id
 */
record Refused(Code code, String reason, Map<String, String> metadata, List<String> violations) {

    /** Makes a call that has to fail. */
    static Refused by(ThrowingCallable call) {
        StatusRuntimeException[] failure = new StatusRuntimeException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, thrown -> failure[0] = thrown);
        Status status = Objects.requireNonNull(StatusProto.fromThrowable(failure[0]));
        ErrorInfo info = detail(status, ErrorInfo.getDefaultInstance());
        List<String> violations = detail(status, BadRequest.getDefaultInstance()).getFieldViolationsList().stream()
                .map(violation -> violation.getField() + " " + violation.getReason())
                .toList();
        return new Refused(failure[0].getStatus().getCode(), info.getReason(), info.getMetadataMap(), violations);
    }

    private static <M extends com.google.protobuf.Message> M detail(Status status, M absent) {
        for (Any detail : status.getDetailsList()) {
            if (detail.is(absent.getClass())) {
                try {
                    @SuppressWarnings("unchecked")
                    M unpacked = (M) detail.unpack(absent.getClass());
                    return unpacked;
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return absent;
    }
}
