package circumplex.gateway.testing;

import circumplex.kit.testing.Engine;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables behind the gateway's back.
 *
 * @param url as {@link Engine#freshUrl} made it
 */
public record Database(Engine engine, String url) {

    public static Database fresh(Engine engine) {
        return new Database(engine, engine.freshUrl());
    }

    /** Each row with all its columns, by name. */
    public List<String> rows(String table) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select * from " + table)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(result.getMetaData().getColumnLabel(i)).append('=').append(result.getString(i)).append(' ');
                }
                rows.add(row.toString());
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return rows;
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Connection connect() throws SQLException {
        return engine == Engine.H2 ? DriverManager.getConnection(url, "sa", "") : DriverManager.getConnection(url);
    }
}
