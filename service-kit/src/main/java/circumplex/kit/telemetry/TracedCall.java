package circumplex.kit.telemetry;

import io.grpc.Metadata;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call as a span and as headers. Attributes are the names of the call and its status; content, ids and addresses are none of them. */
final class TracedCall {

    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

    /** What the service did wrong; every other status is an answer to what the client sent, or the client's own end. */
    private static final Set<Status.Code> FAULTS = Set.of(
            Status.Code.UNKNOWN,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.UNIMPLEMENTED,
            Status.Code.INTERNAL,
            Status.Code.UNAVAILABLE,
            Status.Code.DATA_LOSS);

    private TracedCall() {}

    static SpanBuilder named(SpanBuilder span, String fullMethodName) {
        int slash = fullMethodName.lastIndexOf('/');
        return span.setAttribute("rpc.system", "grpc")
                .setAttribute("rpc.service", fullMethodName.substring(0, Math.max(0, slash)))
                .setAttribute("rpc.method", fullMethodName.substring(slash + 1));
    }

    static void end(Span span, Status status) {
        span.setAttribute("rpc.grpc.status_code", status.getCode().value());
        if (FAULTS.contains(status.getCode())) {
            span.setStatus(StatusCode.ERROR, status.getCode().name());
        }
        span.end();
    }

    /** The trace that the headers of a call say it is part of. */
    static Context from(Metadata headers) {
        return W3C.extract(Context.root(), headers, HeaderGetter.INSTANCE);
    }

    static void into(Metadata headers, Context context) {
        W3C.inject(context, headers, TracedCall::set);
    }

    private static void set(@Nullable Metadata headers, String name, String value) {
        if (headers != null) {
            Metadata.Key<String> key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
            headers.discardAll(key);
            headers.put(key, value);
        }
    }

    private enum HeaderGetter implements TextMapGetter<Metadata> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Metadata headers) {
            return headers.keys();
        }

        @Override
        public @Nullable String get(@Nullable Metadata headers, String name) {
            return headers == null ? null : headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        }
    }
}
