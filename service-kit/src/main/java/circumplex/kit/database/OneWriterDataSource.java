package circumplex.kit.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The pool, whose connections take turns at writing. */
final class OneWriterDataSource implements DataSource {

    private final DataSource pool;
    private final WriterTurn turn;

    OneWriterDataSource(DataSource pool, WriterTurn turn) {
        this.pool = pool;
        this.turn = turn;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return OneWriterConnection.of(pool::getConnection, turn);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return OneWriterConnection.of(() -> pool.getConnection(user, password), turn);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || pool.isWrapperFor(type);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }
}
