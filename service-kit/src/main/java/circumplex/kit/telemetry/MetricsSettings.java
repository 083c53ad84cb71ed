package circumplex.kit.telemetry;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Where metrics can be read.
 *
 * @param port HTTP port on loopback; 0 takes a free one, -1 means that nothing is measured
 */
@ConfigurationProperties("circumplex.metrics")
public record MetricsSettings(@Bindable(defaultValue = "-1") int port) {

    public MetricsSettings {
        Settings.requireRange("circumplex.metrics.port", port, -1, 65_535);
    }

    boolean on() {
        return port >= 0;
    }
}
