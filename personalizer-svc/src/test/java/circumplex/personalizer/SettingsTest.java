package circumplex.personalizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code application.properties} sets, and what the environment changes. */
final class SettingsTest {

    @Test
    void defaults() {
        try (Environment settings = settings(Map.of())) {
            assertThat(settings.getRequiredProperty("micronaut.application.name", String.class)).isEqualTo("personalizer-svc");
            assertThat(settings.getRequiredProperty("grpc.server.host", String.class)).isEqualTo("127.0.0.1");
            assertThat(settings.getRequiredProperty("grpc.server.port", Integer.class)).isEqualTo(8982);
            assertThat(settings.getRequiredProperty("circumplex.calibrators.folder", String.class)).isEqualTo("calibrators");
            assertThat(settings.getRequiredProperty("circumplex.calibrator.alignments", String.class)).isEqualTo("alignments");
        }
    }

    @Test
    void everythingCanBeSet() {
        try (Environment settings = settings(Map.of(
                "PERSONALIZER_HOST", "::1",
                "PERSONALIZER_PORT", "7",
                "PERSONALIZER_CALIBRATORS_DIR", "/models",
                "CALIBRATOR_ALIGNMENTS", "/maps"))) {
            assertThat(settings.getRequiredProperty("grpc.server.host", String.class)).isEqualTo("::1");
            assertThat(settings.getRequiredProperty("grpc.server.port", Integer.class)).isEqualTo(7);
            assertThat(settings.getRequiredProperty("circumplex.calibrators.folder", String.class)).isEqualTo("/models");
            assertThat(settings.getRequiredProperty("circumplex.calibrator.alignments", String.class)).isEqualTo("/maps");
        }
    }

    private static Environment settings(Map<String, Object> variables) {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .properties(variables)
                .build()
                .getEnvironment()
                .start();
    }
}
