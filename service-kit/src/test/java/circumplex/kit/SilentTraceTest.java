package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import circumplex.kit.log.SilentTrace;
import circumplex.kit.log.SilentTraceConverter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SilentTraceTest {

    @Test
    void namesClassesAndPlacesAndNoMessage() {
        String canary = "canary-" + UUID.randomUUID();
        Throwable thrown = new IllegalStateException(canary, new SQLException(canary, new Error(canary)));
        thrown.addSuppressed(new IllegalArgumentException(canary));

        assertThat(SilentTrace.of(thrown))
                .startsWith("java.lang.IllegalStateException\n\tat circumplex.kit.SilentTraceTest.names")
                .contains("\ncaused by java.sql.SQLException\n\tat ", "\ncaused by java.lang.Error\n\tat ")
                .doesNotContain(canary);
    }

    @Test
    void endsWhereCausesGoRoundInACircle() {
        IllegalStateException one = new IllegalStateException("one");
        one.initCause(new IllegalArgumentException("two", one));

        assertThat(SilentTrace.of(one)).containsOnlyOnce("IllegalStateException").containsOnlyOnce("IllegalArgumentException");
    }

    @Test
    void isShortForAnEndlessRecursion() {
        StackOverflowError error = new StackOverflowError();
        StackTraceElement[] frames = new StackTraceElement[1024];
        java.util.Arrays.fill(frames, new StackTraceElement("Endless", "recursion", "Endless.java", 1));
        error.setStackTrace(frames);

        assertThat(SilentTrace.of(error).lines()).hasSizeLessThan(30);
    }

    /** Whatever logs it: the pattern of the log prints exceptions by {@link SilentTraceConverter}. */
    @Test
    void theLogPrintsNoMessageOfAnException() {
        String canary = "canary-" + UUID.randomUUID();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        LoggingEvent event = new LoggingEvent(
                "here", root, Level.ERROR, "a library failed", new IllegalStateException(canary, new IOException(canary)), null);

        for (Appender<ILoggingEvent> appender : (Iterable<Appender<ILoggingEvent>>) root::iteratorForAppenders) {
            byte[] line = ((OutputStreamAppender<ILoggingEvent>) appender).getEncoder().encode(event);
            assertThat(new String(line, StandardCharsets.UTF_8))
                    .contains("a library failed", "java.lang.IllegalStateException\n\tat ", "caused by java.io.IOException")
                    .doesNotContain(canary);
        }
    }
}
