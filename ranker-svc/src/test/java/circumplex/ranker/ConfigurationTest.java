package circumplex.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table in the README. */
class ConfigurationTest {

    @Test
    void defaults() {
        assertSettings(Map.of(), "127.0.0.1", 8983);
    }

    @Test
    void mapping() {
        assertSettings(Map.of("RANKER_HOST", "localhost", "RANKER_PORT", "9001"), "localhost", 9001);
    }

    private static void assertSettings(Map<String, Object> variables, String host, int port) {
        try (ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .properties(variables)
                .start()) {
            assertThat(context.getProperty("grpc.server.host", String.class)).hasValue(host);
            assertThat(context.getProperty("grpc.server.port", Integer.class)).hasValue(port);
            assertThat(context.getProperty("micronaut.application.name", String.class)).hasValue("ranker-svc");
        }
    }
}
