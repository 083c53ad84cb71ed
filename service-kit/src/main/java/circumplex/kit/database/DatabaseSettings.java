package circumplex.kit.database;

import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.config.DataFolder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The database of a service: {@code NAME_DB_URL}, {@code NAME_DB_USER} and {@code NAME_DB_PASSWORD} of the environment, or a file of its
 * own in the {@link DataFolder}. Services without a database take no notice.
 */
public final class DatabaseSettings {

    /**
     * {@code WRITE_DELAY=0} hands every commit to the operating system before it is acknowledged: with H2's default a killed process
     * loses what it acknowledged in the last half second. The trace file is off because H2 writes statements with their data
     * to it. Writers take turns until the call's deadline, so that nobody waits for a row; the lock timeout is for whoever goes past the
     * turns, such as a tool. The rest makes H2 understand what is written for PostgreSQL.
     */
    private static final List<String> H2_OPTIONS = List.of(
            "WRITE_DELAY=0",
            "TRACE_LEVEL_FILE=0",
            "LOCK_TIMEOUT=60000",
            "MODE=PostgreSQL",
            "DATABASE_TO_LOWER=TRUE",
            "DEFAULT_NULL_ORDERING=HIGH");

    /** How long a connection of the pool goes unchecked after it was used, in ms; read by the pool when it is made. */
    private static final String UNCHECKED_MILLIS = "com.zaxxer.hikari.aliveBypassWindowMs";

    private DatabaseSettings() {}

    /**
     * The settings as Micronaut names them.
     *
     * @param service short name, for example {@code gateway}
     * @throws ConfigurationProblem if the URL is of another engine, or the folder's name cannot stand in a JDBC URL
     */
    public static Map<String, Object> of(String service, Map<String, String> environment) {
        String prefix = service.toUpperCase(Locale.ROOT);
        String url = environment.get(prefix + "_DB_URL");
        if (url != null && !url.matches("jdbc:(postgresql|h2):.+")) {
            // Not quoted: it may hold a password.
            throw new ConfigurationProblem(prefix + "_DB_URL must start with jdbc:postgresql: or jdbc:h2:");
        }
        Map<String, Object> settings = new HashMap<>(Map.of(
                "datasources.default.url", complete(url == null ? fileUrl(service, environment) : url),
                "datasources.default.username", environment.getOrDefault(prefix + "_DB_USER", url == null ? "sa" : ""),
                "datasources.default.password", environment.getOrDefault(prefix + "_DB_PASSWORD", ""),
                "datasources.default.dialect", "POSTGRES",
                DatabaseWait.SETTING, environment.getOrDefault("CIRCUMPLEX_DATABASE_WAIT_MILLIS", DatabaseWait.DEFAULT_MILLIS),
                Migrations.FOLDERS, "db/kit,db/" + service));
        settings.putAll(DatabaseLimits.of(environment));
        return settings;
    }

    /**
     * What comes before the pool is made: adds the limits of every wait, and is back when a connection could be made or when that is not
     * a matter of time.
     *
     * @param settings as {@link #of} names them, and those that win over them
     */
    public static void prepare(Map<String, Object> settings) {
        DatabaseLimits.apply(settings);
        checkConnections(settings);
        DatabaseWait.of(settings);
    }

    /**
     * Makes the pool look at every connection before it hands it out, where that costs nothing: H2 runs in this process, and closes
     * itself after a write that failed. A busy service would otherwise get the closed connection again and again. Those to PostgreSQL
     * the pool throws away by the state of their failure.
     */
    private static void checkConnections(Map<String, Object> settings) {
        if (String.valueOf(settings.get("datasources.default.url")).startsWith("jdbc:h2:")) {
            System.setProperty(UNCHECKED_MILLIS, "0");
        }
    }

    private static String fileUrl(String service, Map<String, String> environment) {
        String folder = DataFolder.of(environment);
        if (folder.contains(";")) {
            throw new ConfigurationProblem(DataFolder.VARIABLE + " must not contain a semicolon, is '" + folder + "'");
        }
        return "jdbc:h2:file:" + new DataFolder(folder).resolve(service);
    }

    /** Adds the options of H2 that the URL does not set itself. */
    private static String complete(String url) {
        StringBuilder complete = new StringBuilder(url);
        for (String option : H2_OPTIONS) {
            String key = option.substring(0, option.indexOf('=') + 1);
            if (url.startsWith("jdbc:h2:") && !url.toUpperCase(Locale.ROOT).contains(";" + key)) {
                complete.append(';').append(option);
            }
        }
        return complete.toString();
    }
}
