package circumplex.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code application.properties} sets, and what the environment changes. */
final class SettingsTest {

    private static final String CASCADE = "circumplex.classifier.cascade-file";

    @Test
    void theCascadeIsInTheDataFolderOrWhereTheEnvironmentSays() {
        try (Environment settings = settings(Map.of())) {
            assertThat(settings.getRequiredProperty(CASCADE, String.class)).isEqualTo("cascade.json");
        }
        try (Environment settings = settings(Map.of("CASCADE_FILE", "/rules/mine.json"))) {
            assertThat(settings.getRequiredProperty(CASCADE, String.class)).isEqualTo("/rules/mine.json");
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
