package circumplex.kit.database;

import circumplex.kit.config.ConfigurationProblem;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long a service waits for its database. PostgreSQL by itself waits for a lock, and the driver for an answer, as long as it takes: of a
 * server that is gone without a word nobody would ever hear, and every thread that asked it would be lost.
 */
final class DatabaseLimits {

    /** Where migrations connect, which take as long as they take; only of PostgreSQL. */
    static final String MIGRATION_URL = "circumplex.database.migration-url";

    private static final String URL = "datasources.default.url";
    private static final int CONNECT_SECONDS = 5;

    /** Beyond what a statement may take: first the server ends it, and says so. */
    private static final int ANSWER_SECONDS = 5;

    private DatabaseLimits() {}

    /** What may be set, in ms, read before there is a context that could be asked. */
    enum Limit {
        /** For a connection of the pool; shorter than the default deadline, so that a call that finds none can say so. */
        CONNECTION(3_000, 250, 60_000),
        /** For a row that another transaction holds. */
        LOCK(5_000, 10, 600_000),
        /** For one statement. */
        STATEMENT(20_000, 100, 3_600_000);

        private final int standard;
        private final int min;
        private final int max;

        Limit(int standard, int min, int max) {
            this.standard = standard;
            this.min = min;
            this.max = max;
        }

        String setting() {
            return "circumplex.database." + name().toLowerCase(Locale.ROOT) + "-millis";
        }

        String variable() {
            return "CIRCUMPLEX_DATABASE_" + name() + "_MILLIS";
        }

        private int of(Map<String, Object> settings) {
            String value = String.valueOf(settings.getOrDefault(setting(), standard));
            if (!value.matches("[0-9]{1,7}") || Integer.parseInt(value) < min || Integer.parseInt(value) > max) {
                throw new ConfigurationProblem(setting() + " must be a number in [" + min + ", " + max + "], is '" + value + "'");
            }
            return Integer.parseInt(value);
        }
    }

    /** What the environment says, by setting. */
    static Map<String, Object> of(Map<String, String> environment) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (Limit limit : Limit.values()) {
            String value = environment.get(limit.variable());
            if (value != null) {
                settings.put(limit.setting(), value);
            }
        }
        return settings;
    }

    /**
     * Adds the limits to what the pool and the driver are told.
     *
     * @param settings the database as {@link DatabaseSettings} names it, and the limits that are not as usual
     */
    static void apply(Map<String, Object> settings) {
        int connection = Limit.CONNECTION.of(settings);
        int lock = Limit.LOCK.of(settings);
        int statement = Limit.STATEMENT.of(settings);
        settings.put("datasources.default.connection-timeout", connection);
        settings.put("datasources.default.validation-timeout", Math.max(250, connection / 3));
        String url = String.valueOf(settings.get(URL));
        if (url.startsWith("jdbc:postgresql:")) {
            String reached = with(with(url, "tcpKeepAlive", "true"), "connectTimeout", String.valueOf(CONNECT_SECONDS));
            settings.put(MIGRATION_URL, reached);
            String answered = with(reached, "socketTimeout", String.valueOf((statement + 999) / 1_000 + ANSWER_SECONDS));
            settings.put(URL, with(answered, "options", "-c%20lock_timeout=" + lock + "%20-c%20statement_timeout=" + statement));
        }
    }

    /** Adds a parameter that the URL does not set itself. */
    private static String with(String url, String name, String value) {
        if (url.contains("?" + name + "=") || url.contains("&" + name + "=")) {
            return url;
        }
        return url + (url.contains("?") ? "&" : "?") + name + "=" + value;
    }
}
