package circumplex.kit.drain;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How long a service that was told to end still works. With the five seconds for closing, the defaults fit the 30 seconds that
 * Kubernetes grants.
 *
 * @param quietMillis how long calls are served as before, so that clients and load balancers see NOT_SERVING and go elsewhere, in ms
 * @param graceMillis how long the calls under way may go on after that, in ms
 */
@ConfigurationProperties("circumplex.drain")
public record DrainLimits(
        @Bindable(defaultValue = "5000") int quietMillis, @Bindable(defaultValue = "20000") int graceMillis) {

    public DrainLimits {
        Settings.requireRange("circumplex.drain.quiet-millis", quietMillis, 0, 60_000);
        Settings.requireRange("circumplex.drain.grace-millis", graceMillis, 0, 600_000);
    }
}
