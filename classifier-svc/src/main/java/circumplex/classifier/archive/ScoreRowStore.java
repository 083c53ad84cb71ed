package circumplex.classifier.archive;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code score} row by row, for whoever reads or writes all of it. */
@Singleton
final class ScoreRowStore {

    private static final String PAGE =
            """
            select tenant, content_key, scorer_id, scores, fingerprint, quotes from score
            where tenant > ? or (tenant = ? and (content_key > ? or (content_key = ? and scorer_id > ?)))
            order by tenant, content_key, scorer_id limit ?""";

    private static final String ADD =
            "insert into score (tenant, content_key, scorer_id, scores, fingerprint, quotes) values (?, ?, ?, ?, ?, ?) on conflict do nothing";

    private final TransactionOperations<Connection> transactions;

    ScoreRowStore(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /** The rows after that of these three, in their order; empty names are before the first. */
    List<ScoreRow> page(String tenant, String contentKey, String scorerId, int size) {
        return transactions.executeRead(status -> {
            try (PreparedStatement select = status.getConnection().prepareStatement(PAGE)) {
                select.setString(1, tenant);
                select.setString(2, tenant);
                select.setString(3, contentKey);
                select.setString(4, contentKey);
                select.setString(5, scorerId);
                select.setInt(6, size);
                List<ScoreRow> rows = new ArrayList<>();
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        rows.add(row(found));
                    }
                }
                return rows;
            }
        });
    }

    /** How many of {@code rows} were new; those that are there stay as they are. */
    int add(List<ScoreRow> rows) {
        return transactions.executeWrite(status -> {
            try (PreparedStatement insert = status.getConnection().prepareStatement(ADD)) {
                for (ScoreRow row : rows) {
                    insert.setString(1, row.tenant());
                    insert.setString(2, row.contentKey());
                    insert.setString(3, row.scorerId());
                    insert.setBytes(4, packed(row.thousandths()));
                    insert.setString(5, row.fingerprint());
                    insert.setString(6, row.quotes());
                    insert.addBatch();
                }
                return (int) Arrays.stream(insert.executeBatch()).filter(count -> count == 1).count();
            }
        });
    }

    private static ScoreRow row(ResultSet row) throws SQLException {
        ByteBuffer packed = ByteBuffer.wrap(row.getBytes(4));
        List<Integer> thousandths = new ArrayList<>();
        while (packed.remaining() >= Short.BYTES) {
            thousandths.add((int) packed.getShort());
        }
        return new ScoreRow(
                row.getString(1), row.getString(2), row.getString(3), thousandths, orEmpty(row.getString(5)), orEmpty(row.getString(6)));
    }

    private static String orEmpty(@Nullable String column) {
        return column == null ? "" : column;
    }

    private static byte[] packed(List<Integer> thousandths) {
        ByteBuffer packed = ByteBuffer.allocate(Short.BYTES * thousandths.size());
        thousandths.forEach(score -> packed.putShort(score.shortValue()));
        return packed.array();
    }
}
