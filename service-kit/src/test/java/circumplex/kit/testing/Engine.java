package circumplex.kit.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The database engines that every store has to work on. */
public enum Engine {
    H2 {
        @Override
        public String freshUrl() {
            return "jdbc:h2:mem:" + UUID.randomUUID() + H2_OPTIONS + ";DB_CLOSE_DELAY=-1";
        }
    },
    POSTGRES {
        @Override
        public String freshUrl() {
            String database = "test_" + UUID.randomUUID().toString().replace("-", "");
            String server = server();
            try (Connection connection = DriverManager.getConnection(server);
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + database);
            } catch (SQLException e) {
                throw new IllegalStateException("cannot create a database on " + HINT, e);
            }
            return server.replaceFirst("/[^/?]*(\\?|$)", "/" + database + "$1");
        }
    };

    static final String H2_OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=60000";

    /** JDBC URL of a PostgreSQL server, with user and password, for machines on which none can be started from here. */
    private static final String VARIABLE = "TEST_POSTGRES_URL";

    private static final String HINT = "PostgreSQL: set " + VARIABLE
            + " to a JDBC URL such as jdbc:postgresql://localhost:5432/postgres?user=…&password=… of a server to test on";

    private static @Nullable EmbeddedPostgres embedded;

    /** The JDBC URL of a new, empty database. */
    public abstract String freshUrl();

    private static synchronized String server() {
        String configured = System.getenv(VARIABLE);
        if (configured != null) {
            return configured;
        }
        EmbeddedPostgres running = embedded;
        if (running == null) {
            try {
                running = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setConnectConfig("connectTimeout", "20")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start " + HINT, e);
            }
            embedded = running;
        }
        return running.getJdbcUrl("postgres", "postgres");
    }
}
