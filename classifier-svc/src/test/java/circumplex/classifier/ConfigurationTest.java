package circumplex.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table in the README, without the database, which the kit configures. */
class ConfigurationTest {

    @Test
    void defaults() {
        assertSettings(Map.of(), "127.0.0.1", 8981);
    }

    @Test
    void mapping() {
        assertSettings(Map.of("CLASSIFIER_HOST", "localhost", "CLASSIFIER_PORT", "9001"), "localhost", 9001);
    }

    private static void assertSettings(Map<String, Object> variables, String host, int port) {
        try (ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .properties(variables)
                .build()) {
            context.getEnvironment().start();
            assertThat(context.getProperty("micronaut.application.name", String.class)).hasValue("classifier-svc");
            assertThat(context.getProperty("grpc.server.host", String.class)).hasValue(host);
            assertThat(context.getProperty("grpc.server.port", Integer.class)).hasValue(port);
            assertThat(context.getProperty("circumplex.limits.max-inbound-message-bytes", Integer.class)).hasValue(24 << 20);
        }
    }
}
