package circumplex.kit.telemetry;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** What logback prints for {@code %traceId}: a space and the id of the trace that the line belongs to, or nothing. */
public final class TraceIdConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        String id = Trace.id();
        return id.isEmpty() ? "" : " " + id;
    }
}
