package circumplex.kit.admission;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Locale;

/** Who waits for the answer of a call. Each class may use what is free, and has its share when nothing is. */
enum Priority {
    /** A person waits. Every unary call that does not say otherwise. */
    INTERACTIVE(0.9),
    /** Nobody waits. Calls that say so, and all streams: they take as long as their client reads. */
    BATCH(0.1);

    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("x-circumplex-priority", Metadata.ASCII_STRING_MARSHALLER);

    private final double share;

    Priority(double share) {
        this.share = share;
    }

    /** In metrics. */
    Attributes label() {
        return Attributes.of(AttributeKey.stringKey("class"), name().toLowerCase(Locale.ROOT));
    }

    /** Of the limit, which is kept for this class when the other one would take all. */
    double share() {
        return share;
    }

    static Priority of(MethodType method, Metadata headers) {
        return method != MethodType.UNARY || "batch".equals(headers.get(HEADER)) ? BATCH : INTERACTIVE;
    }
}
