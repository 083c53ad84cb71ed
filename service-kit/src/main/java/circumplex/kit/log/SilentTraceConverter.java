package circumplex.kit.log;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;

/** What logback prints of an exception that a library logs: {@code %silentTrace} in the pattern, as {@link SilentTrace}. */
public final class SilentTraceConverter extends ThrowableHandlingConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return event.getThrowableProxy() instanceof ThrowableProxy proxy ? SilentTrace.of(proxy.getThrowable()) + "\n" : "";
    }
}
