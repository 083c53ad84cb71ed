package circumplex.personalizer.state;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How what models know of people is brought up to date.
 *
 * @param waitMillis how long a request waits for it at most before it answers with what was known before, in ms, 0 to 10,000; never longer
 *     than half of the time that the request has left
 * @param threads that compute at once, 1 to 64
 */
@ConfigurationProperties("circumplex.calibrator.state")
record StateSettings(@Bindable(defaultValue = "250") int waitMillis, @Bindable(defaultValue = "2") int threads) {

    StateSettings {
        Settings.requireRange("circumplex.calibrator.state.wait-millis", waitMillis, 0, 10_000);
        Settings.requireRange("circumplex.calibrator.state.threads", threads, 1, 64);
    }
}
