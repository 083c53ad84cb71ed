package circumplex.gateway.downstream;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;

/** What another service says about its refusal, on the wire. */
public final class FailureWire {

    private FailureWire() {}

    /** The variable parts of the message; empty if the failure has none. */
    public static Map<String, String> metadata(StatusRuntimeException failure) {
        Status status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return Map.of();
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                try {
                    return detail.unpack(ErrorInfo.class).getMetadataMap();
                } catch (InvalidProtocolBufferException e) {
                    return Map.of();
                }
            }
        }
        return Map.of();
    }
}
