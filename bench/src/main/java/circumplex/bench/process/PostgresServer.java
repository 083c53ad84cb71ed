package circumplex.bench.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.UnaryOperator;
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
        return start(UnaryOperator.identity());
    }

    /**
     * One that writes down what it is told: the text of every statement, without its parameters, and every error with its details.
     *
     * @param log a file for that; it stays empty where the environment names a server, whose log is not ours to read
     */
    public static PostgresServer startLoggingTo(Path log) {
        return start(builder -> builder
                .setServerConfig("log_statement", "all")
                .setServerConfig("log_parameter_max_length", "0")
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile())));
    }

    private static PostgresServer start(UnaryOperator<EmbeddedPostgres.Builder> more) {
        String configured = System.getenv(VARIABLE);
        if (configured != null) {
            return new PostgresServer(null, configured);
        }
        try {
            // The starter's own default for synchronous_commit is off, which loses acknowledged writes.
            EmbeddedPostgres own = more.apply(EmbeddedPostgres.builder()
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("fsync", "on")
                            .setConnectConfig("connectTimeout", "20"))
                    .start();
            return new PostgresServer(own, own.getJdbcUrl("postgres", "postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "PostgreSQL cannot be started here: set " + VARIABLE
                            + " to a JDBC URL such as jdbc:postgresql://localhost:5432/postgres?user=…&password=…",
                    e);
        }
    }

    /** Whether it was started here, with the settings asked for. */
    public boolean own() {
        return own != null;
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
