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
import java.util.TreeMap;

/** What is in a database that nobody has open, column by column. */
final class H2Columns {

    private H2Columns() {}

    /** All bytes of each column, by {@code table.column}. */
    static Map<String, byte[]> read(Path folder, String database) {
        String url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve(database)
                + ";ACCESS_MODE_DATA=r;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;IFEXISTS=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            Map<String, byte[]> columns = new TreeMap<>();
            for (String name : names(connection)) {
                columns.put(name, content(connection, name));
            }
            return columns;
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
