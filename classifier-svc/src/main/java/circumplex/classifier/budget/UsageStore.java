package circumplex.classifier.budget;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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

    /**
     * Makes changes in one transaction, in their order for each tenant; says for each whether it was made. A reservation that finds no room
     * is not.
     */
    List<Boolean> make(List<? extends Change> changes) {
        List<Boolean> made = new ArrayList<>(Collections.nCopies(changes.size(), false));
        // In one order everywhere, so that two replicas wait for each other instead of deadlocking.
        List<Integer> order = IntStream.range(0, changes.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> changes.get(i).tenant()).thenComparing(i -> changes.get(i).day()))
                .toList();
        return transactions.executeWrite(status -> {
            for (int i : order) {
                made.set(i, make(status.getConnection(), changes.get(i)));
            }
            return made;
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

    private static boolean make(Connection connection, Change change) throws SQLException {
        if (change instanceof Change.Reserve reserve) {
            return reserve(connection, reserve) || (begin(connection, reserve) && reserve(connection, reserve));
        }
        if (change instanceof Change.Settle settle) {
            return settle(connection, settle);
        }
        throw new IllegalStateException("no such change");
    }

    private static boolean reserve(Connection connection, Change.Reserve change) throws SQLException {
        try (PreparedStatement reserve = connection.prepareStatement(RESERVE)) {
            reserve.setLong(1, change.most().tokens());
            reserve.setLong(2, change.most().microDollars());
            reserve.setString(3, change.tenant());
            reserve.setDate(4, Date.valueOf(change.day()));
            reserve.setLong(5, change.most().tokens());
            reserve.setLong(6, change.limit().tokens());
            reserve.setLong(7, change.most().microDollars());
            reserve.setLong(8, change.limit().microDollars());
            return reserve.executeUpdate() == 1;
        }
    }

    private static boolean settle(Connection connection, Change.Settle change) throws SQLException {
        try (PreparedStatement settle = connection.prepareStatement(SETTLE)) {
            settle.setLong(1, change.reserved().tokens());
            settle.setLong(2, change.reserved().microDollars());
            settle.setLong(3, change.used().tokens());
            settle.setLong(4, change.used().microDollars());
            settle.setLong(5, change.calls());
            settle.setLong(6, change.estimated() ? change.calls() : 0);
            settle.setString(7, change.tenant());
            settle.setDate(8, Date.valueOf(change.day()));
            return settle.executeUpdate() == 1;
        }
    }

    private static boolean begin(Connection connection, Change.Reserve change) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            begin.setString(1, change.tenant());
            begin.setDate(2, Date.valueOf(change.day()));
            return begin.executeUpdate() == 1;
        }
    }
}
