package circumplex.personalizer.state;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose states a change of a model forgets and prepares: what the pointers name is kept, whatever this replica has loaded. */
class TenantStatesTest {

    /** The house has "shared" in production and learnt "ours" from its own people; acme has a model of its own, new has none. */
    private static final List<String> SET_UP = List.of(
            "insert into person (tenant, user_id, last_change) values ('default', 'd', now()), ('acme', 'a', now()), ('new', 'n', now())",
            "insert into model_pointer (tenant, value_set_id, model_id, etag, sequence, update_time)"
                    + " values ('default', 'schwartz-19', 'ours', 'e', 1, now()), ('acme', 'schwartz-19', 'acmes', 'e', 1, now()),"
                    + " ('new', 'schwartz-19', '', 'e', 1, now())");

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSharedModelForgetsNothingOfTenantsThatHaveTheirOwn(Engine engine, @TempDir Path folder) throws SQLException {
        try (RunningService service = RunningService.start("personalizer-svc", settings(engine, folder))) {
            DataSource database = DelegatingDataSource.unwrapDataSource(service.bean(DataSource.class));
            setUp(database, "d ours", "d older", "d shared", "a acmes", "a before", "n older", "n shared");

            service.bean(StateStore.class).deleteShared("shared", "");

            assertThat(states(database)).containsExactly("a acmes", "a before", "d ours", "d shared", "n shared");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTenantsOwnModelLeavesWhatTheSharedOneKnew(Engine engine, @TempDir Path folder) throws SQLException {
        try (RunningService service = RunningService.start("personalizer-svc", settings(engine, folder))) {
            DataSource database = DelegatingDataSource.unwrapDataSource(service.bean(DataSource.class));
            setUp(database, "a acmes", "a older", "a shared", "n older");

            service.bean(StateStore.class).deleteOwn("acmes", "", "shared", "acme");

            assertThat(states(database)).containsExactly("a acmes", "a shared", "n older");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSharedModelIsPreparedForThoseWhomItAnswers(Engine engine, @TempDir Path folder) throws SQLException {
        try (RunningService service = RunningService.start("personalizer-svc", settings(engine, folder))) {
            setUp(DelegatingDataSource.unwrapDataSource(service.bean(DataSource.class)));
            StateStore states = service.bean(StateStore.class);

            assertThat(states.stale("shared", "a space", "", "", "", 10)).extracting(StateStore.Stale::userId).containsExactly("d", "n");
            assertThat(states.stale("acmes", "a space", "acme", "acme", "", 10)).extracting(StateStore.Stale::userId).containsExactly("a");
        }
    }

    private static Map<String, Object> settings(Engine engine, Path folder) {
        return Map.of(
                "datasources.default.url", engine.freshUrl(),
                "circumplex.calibrators.folder", folder.toString(),
                "circumplex.calibrators.poll-millis", 60_000,
                "circumplex.calibrator.folder", "none");
    }

    /** @param states a person and a model each */
    private static void setUp(DataSource database, String... states) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : SET_UP) {
                statement.execute(sql);
            }
            for (String state : states) {
                String[] words = state.split(" ", -1);
                statement.execute("insert into calibration_state (tenant, user_id, model_id, space, last_change, active, inactive, sums)"
                        + " select tenant, user_id, '" + words[1] + "', 'a space', last_change, 0, 0, cast('' as bytea) from person where user_id = '"
                        + words[0] + "'");
            }
        }
    }

    private static List<String> states(DataSource database) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select user_id, model_id from calibration_state order by user_id, model_id")) {
            while (rows.next()) {
                found.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        return found;
    }
}
