package circumplex.kit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import circumplex.kit.telemetry.TraceIdConverter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/** Everything that is logged while this is open: by the kit, and by gRPC, which logs through the JDK. */
final class Logs implements AutoCloseable {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    private final java.util.logging.Logger jdkRoot = java.util.logging.Logger.getLogger("");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getLevel() + " [" + event.getMDCPropertyMap().getOrDefault("request_id", "")
                    + new TraceIdConverter().convert(event) + "] "
                    + event.getLoggerName() + " " + event.getFormattedMessage() + trace);
        }
    };
    private final Handler jdkHandler = new Handler() {
        @Override
        public void publish(LogRecord event) {
            StringWriter trace = new StringWriter();
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(trace, true));
            }
            lines.add(event.getLevel() + " [] " + event.getLoggerName() + " " + event.getMessage() + trace);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Logs() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        jdkRoot.addHandler(jdkHandler);
    }

    static Logs open() {
        return new Logs();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** The lines that hold {@code part}. */
    List<String> lines(String part) {
        return lines.stream().filter(line -> line.contains(part)).toList();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        jdkRoot.removeHandler(jdkHandler);
        appender.stop();
    }
}
