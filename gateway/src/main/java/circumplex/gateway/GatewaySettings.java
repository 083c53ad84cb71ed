package circumplex.gateway;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Where the other services are, and how long rankings are kept. The defaults stand in {@code application.properties}.
 *
 * @param classifierAddress {@code host:port} of classifier-svc
 * @param personalizerAddress {@code host:port} of personalizer-svc
 * @param rankerAddress {@code host:port} of ranker-svc
 * @param rankingKeptMinutes how long a ranking can be explained, in minutes
 * @param rankingKeptMebibytes memory for kept rankings, in MiB; when it is full the oldest go first
 * @param peers {@code host:port} of each replica of the gateway, separated by commas, this one included or not; empty if there is none
 */
@ConfigurationProperties("circumplex.gateway")
public record GatewaySettings(
        String classifierAddress,
        String personalizerAddress,
        String rankerAddress,
        int rankingKeptMinutes,
        int rankingKeptMebibytes,
        @Bindable(defaultValue = "") String peers) {

    public GatewaySettings {
        Settings.requireRange("circumplex.gateway.ranking-kept-minutes", rankingKeptMinutes, 1, 1440);
        Settings.requireRange("circumplex.gateway.ranking-kept-mebibytes", rankingKeptMebibytes, 1, 4096);
    }
}
