package circumplex.kit.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection that has the turn from the first statement of a transaction to its end, and where there is none, for each statement that
 * may write. What only reads, by {@link Connection#setReadOnly} or as a query of its own, never waits.
 *
 * <p>It borrows the connection of the pool with its first statement, and a writer after it got the turn: those who wait for their turn
 * hold none of the few connections, or readers would wait with them.
 */
final class OneWriterConnection implements InvocationHandler {

    /** A statement that changes nothing, as our stores write them. */
    private static final Pattern QUERY = Pattern.compile("\\s*(?:select|values|show|explain)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Pool pool;
    private final WriterTurn turn;
    private @Nullable Connection borrowed;
    private boolean held;
    private boolean closed;
    private boolean autoCommit = true;

    /** Kept here: H2 does not remember it. */
    private boolean readOnly;

    /** Where the connection comes from. */
    @FunctionalInterface
    interface Pool {
        Connection borrow() throws SQLException;
    }

    private OneWriterConnection(Pool pool, WriterTurn turn) {
        this.pool = pool;
        this.turn = turn;
    }

    static Connection of(Pool pool, WriterTurn turn) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, new OneWriterConnection(pool, turn));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "prepareStatement", "prepareCall", "createStatement" -> {
                return statement(method, arguments);
            }
            case "commit", "rollback", "setAutoCommit", "close", "abort" -> {
                boolean toSavepoint = method.getName().equals("rollback") && arguments != null;
                try {
                    return end(method, arguments);
                } finally {
                    if (!toSavepoint) {
                        giveTurn();
                    }
                }
            }
            case "getAutoCommit" -> {
                return borrowed == null && !closed ? autoCommit : call(connection(), method, arguments);
            }
            case "isClosed" -> {
                return borrowed == null ? closed : call(borrowed, method, arguments);
            }
            case "setReadOnly" -> {
                readOnly = arguments != null && Boolean.TRUE.equals(arguments[0]);
                return borrowed == null ? null : call(borrowed, method, arguments);
            }
            case "equals" -> {
                return arguments != null && proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "toString" -> {
                return "connection with a turn";
            }
            default -> {
                return call(connection(), method, arguments);
            }
        }
    }

    /** What ends a transaction; of one that has not begun there is nothing to end. */
    private @Nullable Object end(Method method, Object @Nullable [] arguments) throws Throwable {
        Connection connection = borrowed;
        switch (method.getName()) {
            case "setAutoCommit" -> autoCommit = arguments != null && Boolean.TRUE.equals(arguments[0]);
            case "close", "abort" -> closed = true;
            default -> {}
        }
        return connection == null ? null : call(connection, method, arguments);
    }

    private @Nullable Object statement(Method method, Object @Nullable [] arguments) throws Throwable {
        if (!autoCommit) {
            begin();
            return call(connection(), method, arguments);
        }
        boolean writes = arguments != null && arguments[0] instanceof String sql && !QUERY.matcher(sql).matches();
        if (writes && borrowed == null) {
            turn.take();
            held = true;
        }
        Object statement = call(connection(), method, arguments);
        return Proxy.newProxyInstance(
                Statement.class.getClassLoader(),
                new Class<?>[] {method.getReturnType()},
                (proxy, called, values) -> alone(statement, called, values));
    }

    /** A statement outside of a transaction is one by itself. */
    private @Nullable Object alone(@Nullable Object statement, Method method, Object @Nullable [] arguments) throws Throwable {
        boolean writes = method.getName().startsWith("execute") && !method.getName().equals("executeQuery");
        if (!writes) {
            return call(statement, method, arguments);
        }
        turn.take();
        try {
            return call(statement, method, arguments);
        } finally {
            turn.give();
            giveTurn();
        }
    }

    private void begin() throws SQLException {
        if (!held && !readOnly) {
            turn.take();
            held = true;
        }
    }

    private void giveTurn() {
        if (held) {
            held = false;
            turn.give();
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = borrowed;
        if (connection != null) {
            return connection;
        }
        if (closed) {
            throw new SQLException("the connection is closed", "08003");
        }
        try {
            connection = pool.borrow();
            borrowed = connection;
            if (connection.getAutoCommit() != autoCommit) {
                connection.setAutoCommit(autoCommit);
            }
            if (readOnly) {
                connection.setReadOnly(true);
            }
            return connection;
        } catch (SQLException e) {
            giveTurn();
            throw e;
        }
    }

    private static @Nullable Object call(@Nullable Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
