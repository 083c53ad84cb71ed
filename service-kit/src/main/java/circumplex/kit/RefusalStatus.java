package circumplex.kit;

import circumplex.errors.v1.ErrorReason;
import circumplex.errors.v1.ErrorsProto;
import com.google.protobuf.Any;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What a {@link Refusal} looks like on the wire: status code, sentence and the details that the contract promises. */
public final class RefusalStatus {

    /** The domain of every {@link ErrorInfo}. */
    public static final String DOMAIN = "circumplex";

    private static final String PREFIX = "ERROR_REASON_";

    /**
     * The most that a status may have, in bytes. gRPC clients refuse metadata over 8 KiB and then lose the whole error; the status
     * travels in base 64, a third larger, beside its sentence and the headers.
     */
    private static final int MAX_BYTES = 4096;

    /** The most of any text, in bytes: names that a client sent come back in errors and may be long. */
    private static final int MAX_TEXT_BYTES = 256;

    private static final String ELLIPSIS = "…";

    private RefusalStatus() {}

    /** The status code that the catalogue names for {@code reason}. */
    public static Code code(ErrorReason reason) {
        return reason.getValueDescriptor().getOptions().getExtension(ErrorsProto.status);
    }

    /** The reason as {@link ErrorInfo} spells it. */
    public static String name(ErrorReason reason) {
        return reason.name().substring(PREFIX.length());
    }

    /** The reason that another service gave; empty if the failure is not one of the catalogue, such as a lost connection. */
    public static Optional<ErrorReason> reason(StatusRuntimeException failure) {
        Status status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return Optional.empty();
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                try {
                    ErrorInfo info = detail.unpack(ErrorInfo.class);
                    return Arrays.stream(ErrorReason.values())
                            .filter(reason -> reason != ErrorReason.UNRECOGNIZED)
                            .filter(reason -> info.getDomain().equals(DOMAIN) && info.getReason().equals(name(reason)))
                            .findFirst();
                } catch (InvalidProtocolBufferException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** All of {@code refusal} that is the same for every call which ends with it. */
    public static PreparedRefusal of(Refusal refusal) {
        ErrorInfo.Builder info = ErrorInfo.newBuilder().setDomain(DOMAIN).setReason(name(refusal.reason()));
        refusal.metadata().forEach((key, value) -> info.putMetadata(key, shortened(value)));
        Status.Builder status = Status.newBuilder()
                .setCode(code(refusal.reason()).getNumber())
                .setMessage(shortened(refusal.description()))
                .addDetails(Any.pack(info.build()));
        refusal.retryAfter().ifPresent(delay -> status.addDetails(Any.pack(retryInfo(delay))));
        if (!refusal.violations().isEmpty()) {
            int room = MAX_BYTES - PreparedRefusal.REQUEST_BYTES - status.build().getSerializedSize();
            status.addDetails(Any.pack(badRequest(refusal, room)));
        }
        return new PreparedRefusal(status.build(), refusal.pushbackMillis());
    }

    /** As many violations as there is room for. */
    private static BadRequest badRequest(Refusal refusal, int roomBytes) {
        BadRequest.Builder badRequest = BadRequest.newBuilder();
        for (Refusal.Violation violation : refusal.violations()) {
            badRequest.addFieldViolations(BadRequest.FieldViolation.newBuilder()
                    .setField(shortened(violation.field()))
                    .setReason(shortened(violation.rule()))
                    .setDescription(shortened(violation.description())));
            if (CodedOutputStream.computeMessageSize(Status.DETAILS_FIELD_NUMBER, Any.pack(badRequest.build())) > roomBytes) {
                badRequest.removeFieldViolations(badRequest.getFieldViolationsCount() - 1);
                break;
            }
        }
        return badRequest.build();
    }

    private static RetryInfo retryInfo(Duration delay) {
        return RetryInfo.newBuilder()
                .setRetryDelay(com.google.protobuf.Duration.newBuilder()
                        .setSeconds(delay.getSeconds())
                        .setNanos(delay.getNano()))
                .build();
    }

    /** Cut at a whole code point. */
    private static String shortened(String text) {
        int bytes = 0;
        int room = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            bytes += utf8Bytes(text.codePointAt(i));
            if (bytes <= MAX_TEXT_BYTES - utf8Bytes(ELLIPSIS.codePointAt(0))) {
                room = i + Character.charCount(text.codePointAt(i));
            } else if (bytes > MAX_TEXT_BYTES) {
                return text.substring(0, room) + ELLIPSIS;
            }
        }
        return text;
    }

    private static int utf8Bytes(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}
