package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
}
