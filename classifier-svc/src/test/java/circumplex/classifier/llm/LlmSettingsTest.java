package circumplex.classifier.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.testing.RunningService;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table in the README. */
class LlmSettingsTest {

    @Test
    void defaultsAskNobody() {
        try (RunningService service = RunningService.start("classifier-svc", Map.of())) {
            LlmSettings settings = service.bean(LlmSettings.class);
            assertThat(settings).isEqualTo(new LlmSettings("", "", "", 20_000, 3, 1, 20, true, 7, 15_000));
            assertThat(settings.isConfigured()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://host/v1||m|base-url",
                "https://user:pass@host/v1||m|base-url",
                "https://host/v1?key=1||m|base-url",
                "not a url||m|base-url",
                "http://models.example.com/v1|secret|m|https",
                "https://host/v1||m 1|model",
                "https://host/v1||''|model",
                "https://host/v1|sec ret|m|api-key",
            })
    void whatIsWrongIsNamedAndNoKeyIsQuoted(String url, String key, String model, String named) {
        String secret = key == null ? "" : key;
        assertThatThrownBy(() -> new LlmSettings(url, secret, model, 1000, 3, 1, 0, true, 7, 1000))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageContaining(named)
                .hasMessageNotContaining(key == null ? "\0" : key);
    }

    @Test
    void bounds() {
        for (int[] wrong : new int[][] {{99, 3, 1, 0}, {1000, 4, 1, 0}, {1000, 0, 1, 0}, {1000, 3, 33, 0}, {1000, 3, 0, 0}, {1000, 3, 1, 5001}}) {
            assertThatThrownBy(() -> new LlmSettings("", "", "", wrong[0], wrong[1], wrong[2], wrong[3], true, 7, 1000))
                    .isInstanceOf(ConfigurationProblem.class);
        }
        assertThat(new LlmSettings("http://localhost:8080/v1", "key", "a/b:c@d", 1000, 3, 1, 0, true, 7, 1000).host())
                .isEqualTo("localhost:8080");
    }

    @Test
    void aScorerThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> RunningService.start("classifier-svc", Map.of("circumplex.classifier.scorer", "llm")).close())
                .hasStackTraceContaining("LLM_BASE_URL");
        assertThatThrownBy(() -> RunningService.start("classifier-svc", Map.of("circumplex.classifier.scorer", "lml")).close())
                .hasStackTraceContaining("is 'lml'");
    }
}
