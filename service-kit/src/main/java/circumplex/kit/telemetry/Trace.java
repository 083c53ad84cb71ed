package circumplex.kit.telemetry;

import io.grpc.Context;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.function.Supplier;

/**
 * The trace that the current call is part of.
 *
 * <p>It travels in the gRPC context, which this code takes along to other threads anyway because deadlines are in it; OpenTelemetry's own
 * context would have to be taken along a second time, and would be forgotten somewhere.
 */
public final class Trace {

    private static final Context.Key<Trace> KEY = Context.key("circumplex-trace");

    private final Tracer tracer;
    private final Span span;

    Trace(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    /** What the current call is part of, or {@code null} where nothing is traced. */
    static @org.jspecify.annotations.Nullable Trace current() {
        return KEY.get();
    }

    /**
     * Times one step of a call, for example a stage of a feed. Where nothing is traced it only does the work.
     *
     * @param name one of a few names; never anything that came with a request
     */
    public static <T> T stage(String name, Supplier<T> work) {
        Trace trace = current();
        if (trace == null || !trace.span.isRecording()) {
            return work.get();
        }
        Trace stage = new Trace(trace.tracer, trace.child(name).startSpan());
        Context before = stage.asContext().attach();
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            // The type and never the message: messages quote what people wrote.
            stage.span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
            throw e;
        } finally {
            Context.current().detach(before);
            stage.span.end();
        }
    }

    /** The id of the current trace for log lines; empty where nothing is traced. */
    static String id() {
        Trace trace = current();
        return trace == null ? "" : trace.span.getSpanContext().getTraceId();
    }

    SpanBuilder child(String name) {
        return tracer.spanBuilder(name).setParent(otel());
    }

    Span span() {
        return span;
    }

    Context asContext() {
        return Context.current().withValue(KEY, this);
    }

    /** As the propagators of OpenTelemetry want it. */
    io.opentelemetry.context.Context otel() {
        return io.opentelemetry.context.Context.root().with(span);
    }
}
