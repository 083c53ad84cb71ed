package circumplex.kit.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * A database as an earlier version of a service left it, with data: what an upgrade finds.
 *
 * <p>For each version of a service's schema the test resources hold {@code schema/V1.sql} and so on, the rows that a service of that
 * schema wrote; bytes stand as {@code hex'00ff'}, because the engines write them differently. {@code schema/released.txt} holds the
 * SHA-256 of every migration that was ever released: one that changes afterwards would leave existing databases behind.
 */
public record EarlierDatabase(Engine engine, String version, String url) {

    private static final Pattern BYTES = Pattern.compile("hex'([0-9a-f]*)'");

    /**
     * One database for each engine and each version of the schema, the newest included.
     *
     * @param service short name, for example {@code gateway}
     * @throws AssertionError if a version has no rows to upgrade, or a released migration was changed or removed
     */
    public static List<EarlierDatabase> of(String service) {
        requireReleasedUnchanged(service);
        List<EarlierDatabase> databases = new ArrayList<>();
        for (Engine engine : Engine.values()) {
            for (String version : versions(service)) {
                databases.add(make(engine, service, version));
            }
        }
        return databases;
    }

    @Override
    public String toString() {
        return engine + " from version " + version;
    }

    private static EarlierDatabase make(Engine engine, String service, String version) {
        String url = engine.freshUrl();
        flyway(url, service, version).migrate();
        String rows = BYTES.matcher(resource("schema/V" + version + ".sql"))
                .replaceAll(bytes -> Matcher.quoteReplacement(
                        engine == Engine.H2 ? "X'" + bytes.group(1) + "'" : "'\\x" + bytes.group(1) + "'"));
        Properties owner = new Properties();
        if (engine == Engine.H2) {
            owner.setProperty("user", "sa");
        }
        try (Connection connection = DriverManager.getConnection(url, owner);
                Statement statement = connection.createStatement()) {
            statement.execute(rows);
        } catch (SQLException e) {
            throw new AssertionError("the rows of version " + version + " do not fit its schema", e);
        }
        return new EarlierDatabase(engine, version, url);
    }

    /** The versions of the service's own migrations; those of the kit are numbered 0.x and belong to the first. */
    private static List<String> versions(String service) {
        List<String> versions = new ArrayList<>();
        for (MigrationInfo migration : flyway(Engine.H2.freshUrl(), service, "latest").info().all()) {
            String version = migration.getVersion().getVersion();
            if (!version.startsWith("0.")) {
                versions.add(version);
            }
        }
        return versions;
    }

    private static void requireReleasedUnchanged(String service) {
        Map<String, String> released = new TreeMap<>();
        resource("schema/released.txt").lines().forEach(line -> released.put(line.substring(66), line.substring(0, 64)));
        Map<String, String> present = new TreeMap<>();
        for (MigrationInfo migration : flyway(Engine.H2.freshUrl(), service, "latest").info().all()) {
            String folder = migration.getVersion().getVersion().startsWith("0.") ? "db/kit/" : "db/" + service + "/";
            String script = folder + migration.getScript();
            present.put(script, sha256(resource(script)));
        }
        if (!released.equals(present)) {
            throw new AssertionError("Migrations are never changed, only added: schema/released.txt says " + released
                    + ", the class path has " + present);
        }
    }

    private static Flyway flyway(String url, String service, String target) {
        return Flyway.configure()
                .dataSource(url, url.startsWith("jdbc:h2:") ? "sa" : null, url.startsWith("jdbc:h2:") ? "" : null)
                .locations("classpath:db/kit", "classpath:db/" + service)
                .target(target)
                .load();
    }

    private static String resource(String name) {
        try (InputStream in = EarlierDatabase.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("missing: " + name + ", the rows that a service of this schema writes");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
