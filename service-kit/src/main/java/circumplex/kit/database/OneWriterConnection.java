package circumplex.kit.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A connection that has the turn from the first statement of a transaction to its end, and where there is none, for each statement that
 * may write. What only reads, by {@link Connection#setReadOnly} or as a query of its own, never waits.
 */
final class OneWriterConnection implements InvocationHandler {

    private final Connection connection;
    private final WriterTurn turn;
    private boolean held;

    /** Kept here: H2 does not remember it. */
    private boolean readOnly;

    private OneWriterConnection(Connection connection, WriterTurn turn) {
        this.connection = connection;
        this.turn = turn;
    }

    static Connection around(Connection connection, WriterTurn turn) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, new OneWriterConnection(connection, turn));
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
                    return call(connection, method, arguments);
                } finally {
                    if (!toSavepoint) {
                        end();
                    }
                }
            }
            case "setReadOnly" -> {
                readOnly = arguments != null && Boolean.TRUE.equals(arguments[0]);
                return call(connection, method, arguments);
            }
            default -> {
                return call(connection, method, arguments);
            }
        }
    }

    private @Nullable Object statement(Method method, Object @Nullable [] arguments) throws Throwable {
        if (connection.getAutoCommit()) {
            Class<?> type = method.getReturnType();
            Object statement = call(connection, method, arguments);
            return Proxy.newProxyInstance(
                    Statement.class.getClassLoader(), new Class<?>[] {type}, (proxy, called, values) -> alone(statement, called, values));
        }
        begin();
        return call(connection, method, arguments);
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
        }
    }

    private void begin() throws SQLException {
        if (!held && !readOnly) {
            turn.take();
            held = true;
        }
    }

    private void end() {
        if (held) {
            held = false;
            turn.give();
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
