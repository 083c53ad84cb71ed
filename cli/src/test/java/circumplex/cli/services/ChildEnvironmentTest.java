package circumplex.cli.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChildEnvironmentTest {

    @Test
    void keepsAwaySettingsThatLeadToOtherDatabasesAndAddresses() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PERSONALIZER_DB_URL", "jdbc:postgresql://production/people",
                "GATEWAY_HOST", "0.0.0.0",
                "RANKER_PORT", "8983",
                "RANKER_THREADS", "2",
                "HOME", "/home/me"));

        ChildEnvironment.apply(environment, Map.of("RANKER_PORT", "0"));

        assertThat(environment).isEqualTo(Map.of(
                "RANKER_THREADS", "2",
                "HOME", "/home/me",
                "RANKER_PORT", "0",
                "MALLOC_ARENA_MAX", "2",
                "CIRCUMPLEX_PARENT_PID", Long.toString(ProcessHandle.current().pid())));
    }
}
