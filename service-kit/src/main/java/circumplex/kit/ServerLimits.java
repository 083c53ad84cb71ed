package circumplex.kit;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What a server takes from one connection.
 *
 * @param maxInboundMessageBytes the largest request, in bytes
 * @param maxInboundMetadataBytes the most headers of a call, in bytes
 * @param maxCallsPerConnection calls under way at once on one connection
 * @param maxConnectionAgeSeconds after which a connection is asked to end, in s, so that clients find new replicas
 * @param maxConnectionGraceSeconds how long its calls may then go on, in s; less than the longest stream takes cuts streams off
 * @param maxConnectionIdleSeconds after which a connection without calls ends, in s
 */
@ConfigurationProperties("circumplex.limits")
public record ServerLimits(
        @Bindable(defaultValue = "4194304") int maxInboundMessageBytes,
        @Bindable(defaultValue = "8192") int maxInboundMetadataBytes,
        @Bindable(defaultValue = "100") int maxCallsPerConnection,
        @Bindable(defaultValue = "600") int maxConnectionAgeSeconds,
        @Bindable(defaultValue = "600") int maxConnectionGraceSeconds,
        @Bindable(defaultValue = "900") int maxConnectionIdleSeconds) {

    public ServerLimits {
        Settings.requireRange("circumplex.limits.max-inbound-message-bytes", maxInboundMessageBytes, 1024, 1 << 28);
        Settings.requireRange("circumplex.limits.max-inbound-metadata-bytes", maxInboundMetadataBytes, 1024, 1 << 20);
        Settings.requireRange("circumplex.limits.max-calls-per-connection", maxCallsPerConnection, 1, 100_000);
        Settings.requireRange("circumplex.limits.max-connection-age-seconds", maxConnectionAgeSeconds, 1, 86_400);
        Settings.requireRange("circumplex.limits.max-connection-grace-seconds", maxConnectionGraceSeconds, 1, 86_400);
        Settings.requireRange("circumplex.limits.max-connection-idle-seconds", maxConnectionIdleSeconds, 1, 86_400);
    }
}
