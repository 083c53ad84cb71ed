package circumplex.gateway;

import circumplex.kit.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Where the other services are, and how long rankings are kept.
 *
 * @param classifierAddress {@code host:port} of classifier-svc
 * @param personalizerAddress {@code host:port} of personalizer-svc
 * @param rankerAddress {@code host:port} of ranker-svc
 * @param rankingKeptMinutes how long a ranking can be explained, in minutes
 * @param rankingKeptMebibytes memory for kept rankings, in MiB; when it is full the oldest go first
 */
@ConfigurationProperties("circumplex.gateway")
public record GatewaySettings(
        @Bindable(defaultValue = "127.0.0.1:8981") String classifierAddress,
        @Bindable(defaultValue = "127.0.0.1:8982") String personalizerAddress,
        @Bindable(defaultValue = "127.0.0.1:8983") String rankerAddress,
        @Bindable(defaultValue = "15") int rankingKeptMinutes,
        @Bindable(defaultValue = "64") int rankingKeptMebibytes) {

    public GatewaySettings {
        Settings.requireRange("circumplex.gateway.ranking-kept-minutes", rankingKeptMinutes, 1, 1440);
        Settings.requireRange("circumplex.gateway.ranking-kept-mebibytes", rankingKeptMebibytes, 1, 4096);
    }
}
