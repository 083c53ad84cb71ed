package circumplex.kit.database;

import circumplex.kit.config.ConfigurationProblem;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at the start for a database server that cannot be reached yet, starts itself, or has no connection left: services and their
 * database are started together, and a service that ends at once has to be started again by somebody. What waiting does not mend, such
 * as a wrong password, is not waited for. H2 runs in this process and is there or not.
 */
final class DatabaseWait {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWait.class);

    /** How long, in ms, 0 to 600,000; read before there is a context that could be asked for settings. */
    static final String SETTING = "circumplex.database.wait-millis";

    static final String DEFAULT_MILLIS = "15000";

    private static final int MAX_MILLIS = 600_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** PostgreSQL: it starts or ends; no connection is left. */
    private static final Set<String> PASSING = Set.of("57P03", "53300");

    /** The class of SQL states of connections that cannot be made or were lost. */
    private static final String CONNECTION = "08";

    private DatabaseWait() {}

    /**
     * Back when a connection could be made, or when that is not a matter of time; whoever uses the database then sees what is wrong.
     *
     * @param settings the database and {@value #SETTING} as {@link DatabaseSettings} names them
     */
    static void of(Map<String, Object> settings) {
        String url = String.valueOf(settings.get("datasources.default.url"));
        if (!url.startsWith("jdbc:postgresql:")) {
            return;
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis(String.valueOf(settings.get(SETTING))));
        boolean said = false;
        while (!reached(url, settings) && System.nanoTime() - end < 0) {
            if (!said) {
                LOG.info("waiting for the database");
                said = true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean reached(String url, Map<String, Object> settings) {
        String user = String.valueOf(settings.get("datasources.default.username"));
        String password = String.valueOf(settings.get("datasources.default.password"));
        try (Connection connection = user.isEmpty() ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, password)) {
            return connection != null;
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            return !PASSING.contains(state) && !state.startsWith(CONNECTION);
        }
    }

    private static long millis(String value) {
        if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) > MAX_MILLIS) {
            throw new ConfigurationProblem(SETTING + " must be a number in [0, " + MAX_MILLIS + "], is '" + value + "'");
        }
        return Integer.parseInt(value);
    }
}
