package circumplex.classifier.budget;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/** The table {@code model_usage}: one row for each tenant and day. Every change is one statement, so the row is never read to be written. */
@Singleton
final class UsageStore {

    private static final String RESERVE =
            """
            update model_usage
            set reserved_tokens = reserved_tokens + ?, reserved_micro_dollars = reserved_micro_dollars + ?
            where tenant = ? and usage_day = ?
                and used_tokens + reserved_tokens + ? <= ?
                and used_micro_dollars + reserved_micro_dollars + ? <= ?""";

    private static final String BEGIN =
            "insert into model_usage values (?, ?, 0, 0, 0, 0, 0, 0) on conflict do nothing";

    private static final String SETTLE =
            """
            update model_usage
            set reserved_tokens = reserved_tokens - ?, reserved_micro_dollars = reserved_micro_dollars - ?,
                used_tokens = used_tokens + ?, used_micro_dollars = used_micro_dollars + ?,
                calls = calls + ?, estimated_calls = estimated_calls + ?
            where tenant = ? and usage_day = ?""";

    private static final String FIND =
            """
            select calls, estimated_calls, used_tokens, used_micro_dollars, reserved_tokens, reserved_micro_dollars
            from model_usage where tenant = ? and usage_day = ?""";

    private final TransactionOperations<Connection> transactions;

    UsageStore(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /** Whether there was room for {@code most} within {@code limit}; if so, it is reserved. */
    boolean reserve(String tenant, LocalDate day, Cost most, Cost limit) {
        return transactions.executeWrite(status -> {
            Connection connection = status.getConnection();
            if (reserve(connection, tenant, day, most, limit)) {
                return true;
            }
            return begin(connection, tenant, day) && reserve(connection, tenant, day, most, limit);
        });
    }

    /**
     * Takes a reservation back and counts what the call cost.
     *
     * @param calls 1, or 0 if nothing was charged
     */
    void settle(String tenant, LocalDate day, Cost reserved, Cost used, int calls, boolean estimated) {
        transactions.executeWrite(status -> {
            try (PreparedStatement settle = status.getConnection().prepareStatement(SETTLE)) {
                settle.setLong(1, reserved.tokens());
                settle.setLong(2, reserved.microDollars());
                settle.setLong(3, used.tokens());
                settle.setLong(4, used.microDollars());
                settle.setLong(5, calls);
                settle.setLong(6, estimated ? calls : 0);
                settle.setString(7, tenant);
                settle.setDate(8, Date.valueOf(day));
                return settle.executeUpdate();
            }
        });
    }

    DayUsage find(String tenant, LocalDate day) {
        return transactions.executeRead(status -> {
            try (PreparedStatement find = status.getConnection().prepareStatement(FIND)) {
                find.setString(1, tenant);
                find.setDate(2, Date.valueOf(day));
                try (ResultSet row = find.executeQuery()) {
                    return row.next()
                            ? new DayUsage(
                                    row.getLong(1),
                                    row.getLong(2),
                                    new Cost(row.getLong(3), row.getLong(4)),
                                    new Cost(row.getLong(5), row.getLong(6)))
                            : DayUsage.NONE;
                }
            }
        });
    }

    private static boolean reserve(Connection connection, String tenant, LocalDate day, Cost most, Cost limit)
            throws SQLException {
        try (PreparedStatement reserve = connection.prepareStatement(RESERVE)) {
            reserve.setLong(1, most.tokens());
            reserve.setLong(2, most.microDollars());
            reserve.setString(3, tenant);
            reserve.setDate(4, Date.valueOf(day));
            reserve.setLong(5, most.tokens());
            reserve.setLong(6, limit.tokens());
            reserve.setLong(7, most.microDollars());
            reserve.setLong(8, limit.microDollars());
            return reserve.executeUpdate() == 1;
        }
    }

    private static boolean begin(Connection connection, String tenant, LocalDate day) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            begin.setString(1, tenant);
            begin.setDate(2, Date.valueOf(day));
            return begin.executeUpdate() == 1;
        }
    }
}
