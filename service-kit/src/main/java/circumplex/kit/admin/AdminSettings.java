package circumplex.kit.admin;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Where the service can be looked into.
 *
 * @param port gRPC port on loopback; 0 takes a free one, -1 means none
 */
@ConfigurationProperties("circumplex.admin")
public record AdminSettings(@Bindable(defaultValue = "-1") int port) {

    public AdminSettings {
        Settings.requireRange("circumplex.admin.port", port, -1, 65_535);
    }

    boolean on() {
        return port >= 0;
    }
}
