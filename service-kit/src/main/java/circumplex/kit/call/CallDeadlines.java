package circumplex.kit.call;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param defaultMillis what a call gets whose client set no deadline, in ms, 1 to {@code maxMillis}
 * @param maxMillis the most that a client may ask for, in ms
 * @param streamMaxMillis the same for calls with a stream, and their default, in ms
 */
@ConfigurationProperties("circumplex.deadlines")
public record CallDeadlines(
        @Bindable(defaultValue = "5000") int defaultMillis,
        @Bindable(defaultValue = "60000") int maxMillis,
        @Bindable(defaultValue = "600000") int streamMaxMillis) {

    public CallDeadlines {
        Settings.requireRange("circumplex.deadlines.max-millis", maxMillis, 1, 3_600_000);
        Settings.requireRange("circumplex.deadlines.default-millis", defaultMillis, 1, maxMillis);
        Settings.requireRange("circumplex.deadlines.stream-max-millis", streamMaxMillis, 1, 3_600_000);
    }

    Duration byDefault(boolean streams) {
        return Duration.ofMillis(streams ? streamMaxMillis : defaultMillis);
    }

    Duration atMost(boolean streams) {
        return Duration.ofMillis(streams ? streamMaxMillis : maxMillis);
    }
}
