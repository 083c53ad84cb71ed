package circumplex.kit.database;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.internal.jdbc.DriverDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Flyway is left asleep exactly where it would find nothing to do. */
class SchemaHistoryTest {

    /** Umlauts, an empty line, and an end of line of another system: what a checksum may get wrong. */
    private static final Map<String, String> SCRIPTS = new TreeMap<>(Map.of(
            "V1__first.sql", "-- für alle\r\n\r\ncreate table one (id int primary key);\n",
            "V2__second.sql", "create table two (id int primary key)"));

    @TempDir
    private Path folder;

    private int jars;

    @ParameterizedTest
    @EnumSource
    void isWhatFlywayLeaves(Engine engine) {
        DataSource database = database(engine);
        assertThat(SchemaHistory.of(database)).as("of an empty database").isEmpty();
        ClassLoader program = jar(SCRIPTS);
        migrate(database, program);

        assertThat(SchemaHistory.of(database)).isEqualTo(Optional.of(wanted(program)));
        assertThat(wanted(program).checksums()).hasSize(2);
    }

    @Test
    void isTheSameOfAFolderOfClasses() throws IOException {
        ClassLoader classes = loader(folder);
        Files.createDirectories(folder.resolve("db/test"));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            Files.writeString(folder.resolve("db/test").resolve(script.getKey()), script.getValue());
        }

        assertThat(wanted(classes)).isEqualTo(wanted(jar(SCRIPTS)));
    }

    @Test
    void differsFromAProgramWithAnotherScript() {
        DataSource database = database(Engine.H2);
        migrate(database, jar(SCRIPTS));
        Map<String, String> more = new TreeMap<>(SCRIPTS);
        more.put("V3__third.sql", "create table three (id int primary key)");
        Map<String, String> fewer = new TreeMap<>(SCRIPTS);
        fewer.remove("V2__second.sql");
        Map<String, String> changed = new TreeMap<>(SCRIPTS);
        changed.put("V2__second.sql", "create table two (id bigint primary key)");

        for (Map<String, String> scripts : List.of(more, fewer, changed, Map.<String, String>of())) {
            assertThat(SchemaHistory.of(database)).isNotEqualTo(Optional.of(wanted(jar(scripts))));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update "flyway_schema_history" set "success" = false where "version" = '2'
            delete from "flyway_schema_history" where "version" = '2'
            update "flyway_schema_history" set "checksum" = null where "version" = '2'
            """)
    void differsWhereTheRecordIsNotClean(String damage) throws SQLException {
        DataSource database = database(Engine.H2);
        ClassLoader program = jar(SCRIPTS);
        migrate(database, program);
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(damage)).isEqualTo(1);
        }

        assertThat(SchemaHistory.of(database)).isNotEqualTo(Optional.of(wanted(program)));
    }

    private static SchemaHistory wanted(ClassLoader program) {
        return SchemaHistory.wanted(List.of("db/test"), program);
    }

    private static void migrate(DataSource database, ClassLoader program) {
        Flyway.configure(program).dataSource(database).locations("classpath:db/test").load().migrate();
    }

    private static DataSource database(Engine engine) {
        String url = engine.freshUrl();
        return new DriverDataSource(SchemaHistoryTest.class.getClassLoader(), null, url, engine == Engine.H2 ? "sa" : null, null);
    }

    private ClassLoader jar(Map<String, String> scripts) {
        Path jar = folder.resolve(jars++ + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("db/test/"));
            for (Map.Entry<String, String> script : scripts.entrySet()) {
                out.putNextEntry(new JarEntry("db/test/" + script.getKey()));
                out.write(script.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return loader(jar);
    }

    private static ClassLoader loader(Path classes) {
        try {
            return new URLClassLoader(new URL[] {classes.toUri().toURL()}, SchemaHistoryTest.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
