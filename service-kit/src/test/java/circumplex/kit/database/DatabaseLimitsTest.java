package circumplex.kit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.TestServer;
import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.refusal.DatabaseFailure;
import circumplex.kit.testing.Engine;
import io.micronaut.jdbc.DataSourceResolver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody waits for PostgreSQL for ever, whatever it is that does not come; on a real server and through the real pool. */
class DatabaseLimitsTest {

    /** Of the pool. */
    private static final int CONNECTIONS = 10;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of(
                "datasources.default.url", Engine.POSTGRES.freshUrl(),
                "circumplex.database.connection-millis", 400,
                "circumplex.database.lock-millis", 300,
                "circumplex.database.statement-millis", 1200));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aStatementThatGoesOnIsStoppedAndMayBeTriedAgain() {
        assertThat(failure("select pg_sleep(60)")).isEqualTo(DatabaseFailure.PASSING);
    }

    @Test
    void aRowThatAnotherCallHoldsIsGivenUp() throws SQLException {
        try (Connection holder = source().getConnection(); Statement statement = holder.createStatement()) {
            statement.execute("create table held (id int primary key)");
            holder.setAutoCommit(false);
            statement.execute("insert into held values (1)");

            assertThat(failure("insert into held values (1)")).isEqualTo(DatabaseFailure.PASSING);
            holder.rollback();
        }
    }

    @Test
    void whoeverFindsAllConnectionsInUseIsToldSo() throws SQLException {
        List<Connection> held = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                held.add(source().getConnection());
            }
            assertThat(failure("select 1")).isEqualTo(DatabaseFailure.PASSING);
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsWaitedForALittleLongerThanTheServerWouldWork() throws SQLException {
        try (Connection connection = source().getConnection()) {
            assertThat(connection.getNetworkTimeout()).isBetween(2_000, 10_000);
        }
    }

    /** A change of a large table takes as long as it takes. */
    @Test
    void migrationsHaveTheirTime() throws SQLException {
        try (Connection connection = server.bean(Migrations.class).flyway(source()).getConfiguration().getDataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show statement_timeout")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("0");
            assertThat(connection.getNetworkTimeout()).isZero();
        }
    }

    @Test
    void addWhatAUrlDoesNotSay() {
        assertThat(url("jdbc:postgresql://db/p"))
                .isEqualTo("jdbc:postgresql://db/p?tcpKeepAlive=true&connectTimeout=5&socketTimeout=25"
                        + "&options=-c%20lock_timeout=5000%20-c%20statement_timeout=20000");
        assertThat(url("jdbc:postgresql://db/p?user=p&socketTimeout=7&options=-c%20a=b"))
                .isEqualTo("jdbc:postgresql://db/p?user=p&socketTimeout=7&options=-c%20a=b&tcpKeepAlive=true&connectTimeout=5");
        assertThat(url("jdbc:h2:mem:a")).isEqualTo("jdbc:h2:mem:a");
    }

    @ParameterizedTest
    @CsvSource({
        "circumplex.database.connection-millis, 249",
        "circumplex.database.connection-millis, 60001",
        "circumplex.database.lock-millis, 9",
        "circumplex.database.lock-millis, soon",
        "circumplex.database.statement-millis, 99",
        "circumplex.database.statement-millis, 3600001"
    })
    void areBounded(String setting, String value) {
        assertThatThrownBy(() -> DatabaseLimits.apply(new HashMap<>(Map.of(setting, value))))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageContaining(setting)
                .hasMessageContaining(value);
    }

    private static String url(String url) {
        Map<String, Object> settings = new HashMap<>(DatabaseSettings.of("personalizer", Map.of()));
        settings.put("datasources.default.url", url);
        DatabaseLimits.apply(settings);
        assertThat(settings).containsEntry("datasources.default.connection-timeout", 3000);
        return String.valueOf(settings.get("datasources.default.url"));
    }

    /** How it fails, on a connection of its own. */
    private static DatabaseFailure failure(String sql) {
        CompletableFuture<DatabaseFailure> failure = CompletableFuture.supplyAsync(() -> {
            try (Connection connection = source().getConnection(); Statement statement = connection.createStatement()) {
                statement.execute(sql);
                throw new AssertionError("did not fail: " + sql);
            } catch (SQLException e) {
                return DatabaseFailure.of(e);
            }
        });
        try {
            return failure.orTimeout(15, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new AssertionError("still waits: " + sql, e);
        }
    }

    /** The pool; the bean around it needs a transaction. */
    private static DataSource source() {
        return server.bean(DataSourceResolver.class).resolve(server.bean(DataSource.class));
    }
}
