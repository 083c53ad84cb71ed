package circumplex.kit.telemetry;

import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;

/** A span for every call that comes in, as part of the client's trace if it has one. */
final class TraceServerInterceptor implements ServerInterceptor {

    private final Tracer tracer;

    TraceServerInterceptor(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        Span span = TracedCall.named(tracer.spanBuilder(method), method)
                .setSpanKind(SpanKind.SERVER)
                .setParent(TracedCall.from(headers))
                .startSpan();
        ServerCall<Q, A> traced = new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                TracedCall.end(span, status);
                super.close(status, trailers);
            }
        };
        return new SimpleForwardingServerCallListener<>(
                Contexts.interceptCall(new Trace(tracer, span).asContext(), traced, headers, next)) {
            @Override
            public void onCancel() {
                TracedCall.end(span, Status.CANCELLED);
                super.onCancel();
            }
        };
    }
}
