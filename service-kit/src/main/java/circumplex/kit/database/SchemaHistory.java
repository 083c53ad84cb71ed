package circumplex.kit.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.sql.DataSource;

/**
 * Which migrations a database has, or a program brings: the checksum of each script by its name. Where the two are equal there is nothing
 * to migrate. What is not understood here makes them differ, and then Flyway looks.
 */
record SchemaHistory(Map<String, Integer> checksums) {

    /** In Flyway's table; a migration that failed is among them. Without a version is a row of Flyway's own, or a script for every change. */
    private static final String RECORDED =
            "select \"script\", \"checksum\", \"success\" from \"flyway_schema_history\" where \"version\" is not null";

    SchemaHistory {
        checksums = Map.copyOf(checksums);
    }

    /** What Flyway recorded in the database; empty if it has recorded nothing yet, or that a migration failed. */
    static Optional<SchemaHistory> of(DataSource database) {
        Map<String, Integer> checksums = new HashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(RECORDED)) {
            while (rows.next()) {
                if (!rows.getBoolean("success")) {
                    return Optional.empty();
                }
                checksums.put(rows.getString("script"), rows.getInt("checksum"));
            }
        } catch (SQLException e) {
            return Optional.empty();
        }
        return Optional.of(new SchemaHistory(checksums));
    }

    /** What the scripts in {@code folders}, paths of resources, leave in the table. */
    static SchemaHistory wanted(List<String> folders, ClassLoader resources) {
        Map<String, Integer> checksums = new HashMap<>();
        try {
            for (String folder : folders) {
                for (String script : scripts(folder, resources)) {
                    checksums.put(script, checksum(folder + "/" + script, resources));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SchemaHistory(checksums);
    }

    private static List<String> scripts(String folder, ClassLoader resources) throws IOException {
        URL at = resources.getResource(folder);
        if (at == null) {
            return List.of();
        }
        if (at.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(folder + "/") && name.endsWith(".sql"))
                    .map(name -> name.substring(folder.length() + 1))
                    .toList();
        }
        try (Stream<Path> files = Files.list(Path.of(URI.create(at.toString())))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .toList();
        }
    }

    /** As Flyway makes it: CRC-32 of the lines without their ends. */
    private static int checksum(String script, ClassLoader resources) throws IOException {
        CRC32 checksum = new CRC32();
        try (InputStream in = resources.getResourceAsStream(script);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        Objects.requireNonNull(in, "a script that was listed"), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
        }
        return (int) checksum.getValue();
    }
}
