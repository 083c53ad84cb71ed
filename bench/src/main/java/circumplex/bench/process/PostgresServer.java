package circumplex.bench.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server that keeps running while services are killed, with PostgreSQL's own defaults for durability. It is started here
 * unless the environment names one.
 */
public final class PostgresServer implements AutoCloseable {

    /** JDBC URL of a server, with user and password; the tests of the stores read the same variable. */
    private static final String VARIABLE = "TEST_POSTGRES_URL";

    private final @Nullable EmbeddedPostgres own;
    private final String url;

    private PostgresServer(@Nullable EmbeddedPostgres own, String url) {
        this.own = own;
        this.url = url;
    }

    public static PostgresServer start() {
        String configured = System.getenv(VARIABLE);
        if (configured != null) {
            return new PostgresServer(null, configured);
        }
        try {
            // The starter's own default for synchronous_commit is off, which loses acknowledged writes.
            EmbeddedPostgres own = EmbeddedPostgres.builder()
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("fsync", "on")
                    .setConnectConfig("connectTimeout", "20")
                    .start();
            return new PostgresServer(own, own.getJdbcUrl("postgres", "postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "PostgreSQL cannot be started here: set " + VARIABLE
                            + " to a JDBC URL such as jdbc:postgresql://localhost:5432/postgres?user=…&password=…",
                    e);
        }
    }

    /** The JDBC URL of a new, empty database. */
    public String freshUrl() {
        String database = "trial_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL makes no database; check " + VARIABLE, e);
        }
        return url.replaceFirst("/[^/?]*(\\?|$)", "/" + database + "$1");
    }

    @Override
    public void close() {
        if (own != null) {
            try {
                own.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
