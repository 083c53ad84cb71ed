package circumplex.kit.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import circumplex.kit.telemetry.TraceIdConverter;

/**
 * Sets up Logback, in place of a file of its XML: reading that takes a sixth of a start. Settings come from the properties of the
 * context, those of the system, and the environment.
 */
public final class ServiceLog extends ContextAwareBase implements Configurator {

    /** Exceptions of libraries quote the data that they failed on: they are printed without their messages. */
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%X{request_id:-}%traceId] %logger{0} %msg%n%silentTrace";

    /** A file and three older ones are at most 40 MiB. */
    private static final String FILE_BYTES = "10485760";

    private static final int OLDER_FILES = 3;

    @Override
    public ExecutionStatus configure(LoggerContext log) {
        OutputStreamAppender<ILoggingEvent> appender = setting(log, "LOG_APPENDER", "STDERR").equals("FILE") ? file(log) : standardError();
        appender.setName("LOG");
        appender.setContext(log);
        appender.setEncoder(encoder(log));
        appender.start();
        Logger root = log.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        log.getLogger("circumplex").setLevel(Level.toLevel(setting(log, "LOG_LEVEL", "INFO"), Level.INFO));
        // It warns of every machine without a graphics card, and networks here run on the processor.
        log.getLogger("ai.djl.util.cuda.CudaUtils").setLevel(Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext log) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(log);
        layout.getInstanceConverterMap().put("silentTrace", SilentTraceConverter::new);
        layout.getInstanceConverterMap().put("traceId", TraceIdConverter::new);
        layout.setPattern(PATTERN);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(log);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    /** Standard output belongs to the line that says a service is ready. */
    private static ConsoleAppender<ILoggingEvent> standardError() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget(ConsoleTarget.SystemErr.getName());
        return appender;
    }

    /** For a service that nobody watches. */
    private static RollingFileAppender<ILoggingEvent> file(LoggerContext log) {
        String name = setting(log, "LOG_FILE", "");
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setFile(name);
        FixedWindowRollingPolicy older = new FixedWindowRollingPolicy();
        older.setContext(log);
        older.setParent(appender);
        older.setFileNamePattern(name + ".%i");
        older.setMinIndex(1);
        older.setMaxIndex(OLDER_FILES);
        older.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(log);
        size.setMaxFileSize(FileSize.valueOf(setting(log, "LOG_FILE_BYTES", FILE_BYTES)));
        size.setCheckIncrement(Duration.valueOf(setting(log, "LOG_FILE_LOOK", "1000")));
        size.start();
        appender.setRollingPolicy(older);
        appender.setTriggeringPolicy(size);
        return appender;
    }

    private static String setting(LoggerContext log, String name, String otherwise) {
        String value = log.getProperty(name);
        if (value == null) {
            value = System.getProperty(name);
        }
        if (value == null) {
            value = System.getenv(name);
        }
        return value == null ? otherwise : value;
    }
}
