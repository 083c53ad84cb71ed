package circumplex.kit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.config.ConfigurationProblem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {

    @Test
    void areAFileOfTheServiceByDefault() {
        assertThat(DatabaseSettings.of("personalizer", Map.of("CIRCUMPLEX_DATA_DIR", "/var/lib/circumplex")))
                .containsEntry("datasources.default.username", "sa")
                .containsEntry("datasources.default.password", "")
                .containsEntry("datasources.default.dialect", "POSTGRES")
                .containsEntry("circumplex.database.migrations", "db/kit,db/personalizer")
                .hasEntrySatisfying("datasources.default.url", url -> assertThat(url)
                        .asString()
                        .startsWith("jdbc:h2:file:/var/lib/circumplex/personalizer;")
                        .contains(";MODE=PostgreSQL", ";DATABASE_TO_LOWER=TRUE", ";DEFAULT_NULL_ORDERING=HIGH"));
        assertThat(url(Map.of())).startsWith("jdbc:h2:file:" + Path.of("data").toAbsolutePath() + "/personalizer;");
    }

    @Test
    void handEveryCommitOnBeforeItIsAcknowledged() {
        assertThat(url(Map.of())).contains(";WRITE_DELAY=0;");
    }

    @Test
    void letTheDeadlineAndNotTheEngineEndAWaitForALock() {
        assertThat(url(Map.of())).contains(";LOCK_TIMEOUT=60000;");
    }

    @Test
    void letH2WriteNoStatementsToAFile() {
        assertThat(url(Map.of())).contains(";TRACE_LEVEL_FILE=0;");
    }

    @Test
    void areTheDatabaseThatTheEnvironmentNames() {
        assertThat(DatabaseSettings.of(
                        "personalizer",
                        Map.of(
                                "PERSONALIZER_DB_URL", "jdbc:postgresql://db/p",
                                "PERSONALIZER_DB_USER", "p",
                                "PERSONALIZER_DB_PASSWORD", "secret",
                                "GATEWAY_DB_URL", "jdbc:postgresql://db/g",
                                "CIRCUMPLEX_DATA_DIR", "/elsewhere")))
                .containsEntry("datasources.default.url", "jdbc:postgresql://db/p")
                .containsEntry("datasources.default.username", "p")
                .containsEntry("datasources.default.password", "secret");
    }

    @Test
    void completeAnH2UrlOfTheEnvironmentAndKeepWhatItSays() {
        assertThat(url(Map.of("PERSONALIZER_DB_URL", "jdbc:h2:file:/srv/p;write_delay=500;MODE=Regular")))
                .isEqualTo("jdbc:h2:file:/srv/p;write_delay=500;MODE=Regular"
                        + ";TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=60000;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "postgresql://db/p", "jdbc:mysql://db/p?password=secret", "jdbc:h2:", "nonsense"})
    void areRefusedForADatabaseOfAnotherKind(String url) {
        assertThatThrownBy(() -> url(Map.of("PERSONALIZER_DB_URL", url)))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessage("PERSONALIZER_DB_URL must start with jdbc:postgresql: or jdbc:h2:");
    }

    @Test
    void areRefusedForAFolderThatWouldBeReadAsOptions() {
        assertThatThrownBy(() -> url(Map.of("CIRCUMPLEX_DATA_DIR", "/tmp/a;WRITE_DELAY=500")))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageContaining("CIRCUMPLEX_DATA_DIR");
    }

    private static String url(Map<String, String> environment) {
        return String.valueOf(DatabaseSettings.of("personalizer", environment).get("datasources.default.url"));
    }
}
