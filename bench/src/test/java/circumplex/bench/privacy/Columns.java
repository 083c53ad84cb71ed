package circumplex.bench.privacy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is in a database, column by column. */
final class Columns {

    private Columns() {}

    /** The URL of an H2 file that nobody has open. */
    static String file(Path folder, String database) {
        return "jdbc:h2:file:" + folder.toAbsolutePath().resolve(database)
                + ";USER=sa;ACCESS_MODE_DATA=r;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;IFEXISTS=TRUE";
    }

    /**
     * All bytes of each column, by {@code table.column}.
     *
     * @param url with the user in it
     */
    static Map<String, byte[]> read(String url) {
        try (Connection connection = DriverManager.getConnection(url)) {
            Map<String, byte[]> columns = new TreeMap<>();
            for (String name : names(connection)) {
                columns.put(name, content(connection, name));
            }
            return columns;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** From now on no row is taken, in any table but those. */
    static void refuseRows(String url, Set<String> but) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Set<String> tables = names(connection).stream().map(name -> name.split("\\.", 2)[0]).collect(Collectors.toSet());
            for (String table : tables) {
                statement.execute("alter table \"" + table + "\" drop constraint if exists nothing");
                if (!but.contains(table)) {
                    statement.execute("alter table \"" + table + "\" add constraint nothing check (false) not valid");
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getColumns(null, "public", "%", "%")) {
            while (found.next()) {
                names.add(found.getString("TABLE_NAME") + "." + found.getString("COLUMN_NAME"));
            }
        }
        return names;
    }

    private static byte[] content(Connection connection, String name) throws SQLException {
        String[] parts = name.split("\\.", 2);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select \"" + parts[1] + "\" from \"" + parts[0] + "\"")) {
            while (rows.next()) {
                Object value = rows.getObject(1);
                content.writeBytes(value instanceof byte[] bytes ? bytes : String.valueOf(rows.getString(1)).getBytes(StandardCharsets.UTF_8));
                content.write('\n');
            }
        }
        return content.toByteArray();
    }
}
