package circumplex.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.ServerLimits;
import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.testing.RunningService;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table in the README. */
final class GatewaySettingsTest {

    @Test
    void defaults() {
        try (ApplicationContext context = context(Map.of())) {
            assertThat(context.getBean(GatewaySettings.class))
                    .isEqualTo(new GatewaySettings("127.0.0.1:8981", "127.0.0.1:8982", "127.0.0.1:8983", 15, 20, 4, ""));
            assertThat(context.getRequiredProperty("grpc.server.host", String.class)).isEqualTo("127.0.0.1");
            assertThat(context.getRequiredProperty("grpc.server.port", Integer.class)).isEqualTo(8980);
            assertThat(context.getRequiredProperty("micronaut.application.name", String.class)).isEqualTo("gateway");
            assertThat(context.getBean(ServerLimits.class).maxInboundMessageBytes())
                    .as("500 posts of 10,000 characters of 4 bytes, and ids")
                    .isGreaterThan(500 * (4 * 10_000 + 256 + 16));
        }
    }

    @Test
    void everythingCanBeSet() {
        Map<String, Object> variables = Map.of(
                "GATEWAY_HOST", "localhost",
                "GATEWAY_PORT", "7",
                "CLASSIFIER_ADDRESS", "classifier:1",
                "PERSONALIZER_ADDRESS", "personalizer:2",
                "RANKER_ADDRESS", "ranker:3",
                "RANKING_KEPT_MINUTES", "4",
                "RANKING_KEPT_MEBIBYTES", "5",
                "REMEMBERED_SCORES_MEBIBYTES", "6",
                "GATEWAY_PEERS", "one:1,two:2");
        try (ApplicationContext context = context(variables)) {
            assertThat(context.getBean(GatewaySettings.class))
                    .isEqualTo(new GatewaySettings("classifier:1", "personalizer:2", "ranker:3", 4, 5, 6, "one:1,two:2"));
            assertThat(context.getRequiredProperty("grpc.server.host", String.class)).isEqualTo("localhost");
            assertThat(context.getRequiredProperty("grpc.server.port", Integer.class)).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 64, minutes", "1441, 64, minutes", "15, 0, mebibytes", "15, 4097, mebibytes"})
    void whatIsOutOfBoundsIsNamed(int minutes, int mebibytes, String unit) {
        assertThatThrownBy(() -> new GatewaySettings("a:1", "b:2", "c:3", minutes, mebibytes, 4, ""))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageContaining("circumplex.gateway.ranking-kept-" + unit);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4097})
    void aMemoryOfScoresThatIsOutOfBoundsIsNamed(int mebibytes) {
        assertThatThrownBy(() -> new GatewaySettings("a:1", "b:2", "c:3", 15, 64, mebibytes, ""))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageContaining("circumplex.gateway.remembered-scores-mebibytes");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1440, 4096"})
    void theBoundsAreIncluded(int minutes, int mebibytes) {
        assertThat(new GatewaySettings("a:1", "b:2", "c:3", minutes, mebibytes, 4, "").rankingKeptMinutes()).isEqualTo(minutes);
    }

    @ParameterizedTest
    @CsvSource({"classifier, CLASSIFIER_ADDRESS", "personalizer, PERSONALIZER_ADDRESS", "ranker, RANKER_ADDRESS"})
    void anAddressThatIsNoneStopsTheStart(String service, String variable) {
        assertThatThrownBy(() -> RunningService.start("gateway", Map.of("circumplex.gateway." + service + "-address", "no port")))
                .rootCause()
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageContaining(variable);
    }

    private static ApplicationContext context(Map<String, Object> variables) {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .properties(variables)
                .start();
    }
}
