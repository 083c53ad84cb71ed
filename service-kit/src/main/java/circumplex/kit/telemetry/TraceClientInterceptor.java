package circumplex.kit.telemetry;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;

/** A span for every call that goes out on behalf of a traced one, and the headers that make the other service go on with the trace. */
public final class TraceClientInterceptor implements ClientInterceptor {

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        Trace trace = Trace.current();
        ClientCall<Q, A> call = next.newCall(method, options);
        return trace == null ? call : new Traced<>(call, trace, method.getFullMethodName());
    }

    private static final class Traced<Q, A> extends SimpleForwardingClientCall<Q, A> {

        private final Trace trace;
        private final Span span;

        Traced(ClientCall<Q, A> call, Trace trace, String method) {
            super(call);
            this.trace = trace;
            this.span = TracedCall.named(trace.child(method), method)
                    .setSpanKind(SpanKind.CLIENT)
                    .startSpan();
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            TracedCall.into(headers, trace.otel().with(span));
            super.start(
                    new SimpleForwardingClientCallListener<>(listener) {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            TracedCall.end(span, status);
                            super.onClose(status, trailers);
                        }
                    },
                    headers);
        }
    }
}
