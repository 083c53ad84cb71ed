package circumplex.cli.services;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the details of a gRPC status say, in one line: reason, fields at fault, and the request id to look for in logs. */
final class StatusDetails {

    private StatusDetails() {}

    /** @param who the service and its address */
    static String describe(StatusRuntimeException failure, String who) {
        com.google.rpc.@Nullable Status status = StatusProto.fromThrowable(failure);
        List<Any> details = status == null ? List.of() : status.getDetailsList();
        Optional<ErrorInfo> info = find(details, ErrorInfo.class);
        if (info.isEmpty()) {
            return who + withoutDetails(failure.getStatus());
        }
        StringJoiner line = new StringJoiner("; ");
        line.add(who + " answers " + info.get().getReason());
        find(details, BadRequest.class).ifPresentOrElse(
                bad -> bad.getFieldViolationsList().forEach(field -> line.add(violation(field))),
                () -> line.add(sentence(String.valueOf(failure.getStatus().getDescription()))));
        new TreeMap<>(info.get().getMetadataMap()).forEach((name, value) -> line.add(name + "=" + value));
        find(details, RequestInfo.class).ifPresent(request -> line.add("request " + request.getRequestId()));
        return line.toString();
    }

    /** Without its full stop: more follows on the same line. */
    private static String sentence(String description) {
        return description.endsWith(".") ? description.substring(0, description.length() - 1) : description;
    }

    private static String violation(BadRequest.FieldViolation field) {
        return field.getField() + ": " + sentence(field.getDescription()) + (field.getReason().isEmpty() ? "" : " (" + field.getReason() + ")");
    }

    private static String withoutDetails(Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE -> " cannot be reached; check the address and that the service runs";
            case DEADLINE_EXCEEDED -> " did not answer in time; try again, or with fewer posts";
            case UNIMPLEMENTED -> " does not know this call; check that the address is that of a service of this version";
            default -> " answers " + status.getCode() + (status.getDescription() == null ? "" : ": " + status.getDescription());
        };
    }

    private static <M extends Message> Optional<M> find(List<Any> details, Class<M> type) {
        for (Any detail : details) {
            if (detail.is(type)) {
                try {
                    return Optional.of(detail.unpack(type));
                } catch (InvalidProtocolBufferException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
