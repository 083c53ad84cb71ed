package circumplex.kit;

import circumplex.errors.v1.ErrorReason;
import circumplex.errors.v1.ErrorsProto;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
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

    /** gRPC clients refuse metadata over 8 KiB and then lose the whole error, so lists of violations end early. */
    private static final int MAX_VIOLATIONS = 10;

    private static final int MAX_TEXT = 256;

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

    static StatusRuntimeException of(Refusal refusal, String requestId) {
        ErrorInfo.Builder info = ErrorInfo.newBuilder().setDomain(DOMAIN).setReason(name(refusal.reason()));
        refusal.metadata().forEach((key, value) -> info.putMetadata(key, shortened(value)));
        Status.Builder status = Status.newBuilder()
                .setCode(code(refusal.reason()).getNumber())
                .setMessage(shortened(refusal.description()))
                .addDetails(Any.pack(info.build()))
                .addDetails(Any.pack(RequestInfo.newBuilder().setRequestId(requestId).build()));
        if (!refusal.violations().isEmpty()) {
            status.addDetails(Any.pack(badRequest(refusal)));
        }
        refusal.retryAfter().ifPresent(delay -> status.addDetails(Any.pack(retryInfo(delay))));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static BadRequest badRequest(Refusal refusal) {
        BadRequest.Builder badRequest = BadRequest.newBuilder();
        refusal.violations().stream()
                .limit(MAX_VIOLATIONS)
                .forEach(violation -> badRequest.addFieldViolations(BadRequest.FieldViolation.newBuilder()
                        .setField(shortened(violation.field()))
                        .setReason(violation.rule())
                        .setDescription(shortened(violation.description()))));
        return badRequest.build();
    }

    private static RetryInfo retryInfo(Duration delay) {
        return RetryInfo.newBuilder()
                .setRetryDelay(com.google.protobuf.Duration.newBuilder()
                        .setSeconds(delay.getSeconds())
                        .setNanos(delay.getNano()))
                .build();
    }

    /** Cut at a whole code point: names that a client sent come back in errors and may be long. */
    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, text.offsetByCodePoints(0, cut(text))) + "…";
    }

    private static int cut(String text) {
        return text.codePointCount(0, MAX_TEXT) - 1;
    }
}
