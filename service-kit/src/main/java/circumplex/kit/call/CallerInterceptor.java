package circumplex.kit.call;

import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Names the call: takes the request id that the client sent or makes one, puts the {@link Caller} into the context and the
 * request id into every log line, and returns it in the trailers. Logs one line for each call, without its content.
 */
public final class CallerInterceptor implements ServerInterceptor {

    private static final String MDC_KEY = "request_id";
    private static final Logger ACCESS = LoggerFactory.getLogger("circumplex.access");

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        NamedCall<Q, A> named = new NamedCall<>(call, Caller.requestId(headers));
        Context context = new Caller(Caller.DEVELOPMENT_TENANT, named.requestId).asContext();
        Context previous = context.attach();
        try (Naming ignored = new Naming(named.requestId)) {
            return new NamedListener<>(next.startCall(named, headers), context, named);
        } finally {
            context.detach(previous);
        }
    }

    /** The request id in every log line of this thread until it is closed. */
    private static final class Naming implements AutoCloseable {

        private final String before = MDC.get(MDC_KEY);

        Naming(String requestId) {
            MDC.put(MDC_KEY, requestId);
        }

        @Override
        public void close() {
            if (before == null) {
                MDC.remove(MDC_KEY);
            } else {
                MDC.put(MDC_KEY, before);
            }
        }
    }

    private static final class NamedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private final String requestId;
        private final long start = System.nanoTime();
        private final AtomicBoolean logged = new AtomicBoolean();

        NamedCall(ServerCall<Q, A> call, String requestId) {
            super(call);
            this.requestId = requestId;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            trailers.put(Caller.REQUEST_ID, requestId);
            log(status);
            super.close(status, trailers);
        }

        /** Also called by the timer, whose threads know no request, and for a call that ends because its client is gone. */
        void log(Status status) {
            if (logged.getAndSet(true)) {
                return;
            }
            try (Naming ignored = new Naming(requestId)) {
                String method = getMethodDescriptor().getFullMethodName();
                long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
                if (status.isOk()) {
                    ACCESS.debug("{} OK {} us", method, micros);
                } else {
                    ACCESS.info("{} {} {} us", method, status.getCode(), micros);
                }
            }
        }
    }

    private static final class NamedListener<Q> extends AroundListener<Q> {

        private final Context context;
        private final NamedCall<?, ?> call;

        NamedListener(ServerCall.Listener<Q> inner, Context context, NamedCall<?, ?> call) {
            super(inner);
            this.context = context;
            this.call = call;
        }

        @Override
        protected void around(Runnable callback) {
            try (Naming ignored = new Naming(call.requestId)) {
                context.run(callback);
            }
        }

        @Override
        public void onCancel() {
            super.onCancel();
            call.log(Status.CANCELLED);
        }
    }
}
