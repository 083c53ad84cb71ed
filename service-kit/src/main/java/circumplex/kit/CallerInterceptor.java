package circumplex.kit;

import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Names the call: takes the request id that the client sent or makes one, puts the {@link Caller} into the context and the
 * request id into every log line, and returns it in the trailers. Logs one line for each call, without its content.
 */
final class CallerInterceptor implements ServerInterceptor {

    static final Metadata.Key<String> REQUEST_ID = Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

    private static final String MDC_KEY = "request_id";
    private static final Logger ACCESS = LoggerFactory.getLogger("circumplex.access");

    /** What may appear in logs and trailers as it was sent. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String requestId = requestId(headers);
        Context context = new Caller(Caller.DEVELOPMENT_TENANT, requestId).asContext();
        long start = System.nanoTime();
        ServerCall<Q, A> named = new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                trailers.put(REQUEST_ID, requestId);
                log(getMethodDescriptor().getFullMethodName(), status, System.nanoTime() - start);
                super.close(status, trailers);
            }
        };
        Context previous = context.attach();
        try (MDC.MDCCloseable ignored = MDC.putCloseable(MDC_KEY, requestId)) {
            return new NamedListener<>(next.startCall(named, headers), context, requestId);
        } finally {
            context.detach(previous);
        }
    }

    private static String requestId(Metadata headers) {
        String sent = headers.get(REQUEST_ID);
        return sent != null && SAFE.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
    }

    private static void log(String method, Status status, long nanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        if (status.isOk()) {
            ACCESS.debug("{} OK {} us", method, micros);
        } else {
            ACCESS.info("{} {} {} us", method, status.getCode(), micros);
        }
    }

    private static final class NamedListener<Q> extends AroundListener<Q> {

        private final Context context;
        private final String requestId;

        NamedListener(ServerCall.Listener<Q> inner, Context context, String requestId) {
            super(inner);
            this.context = context;
            this.requestId = requestId;
        }

        @Override
        void around(Runnable callback) {
            try (MDC.MDCCloseable ignored = MDC.putCloseable(MDC_KEY, requestId)) {
                context.run(callback);
            }
        }
    }
}
