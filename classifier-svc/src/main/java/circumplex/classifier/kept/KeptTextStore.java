package circumplex.classifier.kept;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table {@code kept_text}: one row for each person and text, so that erasing what one person has touches nobody else's. */
@Singleton
public final class KeptTextStore {

    private static final String KEEP =
            "insert into kept_text (tenant, user_id, content_key, text, replied_to_text) values (?, ?, ?, ?, ?) on conflict do nothing";

    private static final String OF_PERSON = " from kept_text where tenant = ? and user_id = ?";

    private static final String FIND = "select content_key, text, replied_to_text" + OF_PERSON + " and content_key = any(?)";

    private static final String PAGE =
            "select content_key, text, replied_to_text" + OF_PERSON + " and content_key > ? order by content_key limit ?";

    private static final String FORGET = "delete" + OF_PERSON + " and content_key = any(?)";

    private static final String ERASE = "delete" + OF_PERSON;

    private final TransactionOperations<Connection> transactions;

    KeptTextStore(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /** Keeps all of them or none. What is kept already stays as it is: equal keys are equal texts up to normalising. */
    public void keep(String tenant, String userId, Collection<KeptText> texts) {
        if (texts.isEmpty()) {
            return;
        }
        // In one order everywhere, so that two calls wait for each other instead of deadlocking.
        Map<String, KeptText> sorted = new TreeMap<>();
        texts.forEach(text -> sorted.putIfAbsent(text.contentKey(), text));
        transactions.executeWrite(status -> {
            try (PreparedStatement insert = prepare(status.getConnection(), KEEP, tenant, userId)) {
                for (KeptText text : sorted.values()) {
                    insert.setString(3, text.contentKey());
                    insert.setBytes(4, text.text().getBytes(StandardCharsets.UTF_8));
                    insert.setBytes(5, text.repliedTo().getBytes(StandardCharsets.UTF_8));
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    /** Those of {@code contentKeys} that are kept, by key. */
    public Map<String, KeptText> find(String tenant, String userId, Collection<String> contentKeys) {
        return transactions.executeRead(status -> {
            try (PreparedStatement select = prepare(status.getConnection(), FIND, tenant, userId)) {
                select.setArray(3, status.getConnection().createArrayOf("varchar", contentKeys.toArray()));
                Map<String, KeptText> found = new LinkedHashMap<>();
                read(select).forEach(text -> found.put(text.contentKey(), text));
                return found;
            }
        });
    }

    /** The next texts of this person, in the order of their keys, after {@code last}, which may be empty. */
    List<KeptText> page(String tenant, String userId, String last, int size) {
        return transactions.executeRead(status -> {
            try (PreparedStatement select = prepare(status.getConnection(), PAGE, tenant, userId)) {
                select.setString(3, last);
                select.setInt(4, size);
                return read(select);
            }
        });
    }

    /** @return how many are gone */
    public int forget(String tenant, String userId, Collection<String> contentKeys) {
        return transactions.executeWrite(status -> {
            try (PreparedStatement delete = prepare(status.getConnection(), FORGET, tenant, userId)) {
                delete.setArray(3, status.getConnection().createArrayOf("varchar", contentKeys.toArray()));
                return delete.executeUpdate();
            }
        });
    }

    /** @return how many are gone */
    public int erase(String tenant, String userId) {
        return transactions.executeWrite(status -> {
            try (PreparedStatement delete = prepare(status.getConnection(), ERASE, tenant, userId)) {
                return delete.executeUpdate();
            }
        });
    }

    private static PreparedStatement prepare(Connection connection, String sql, String tenant, String userId) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setString(1, tenant);
            statement.setString(2, userId);
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static List<KeptText> read(PreparedStatement select) throws SQLException {
        List<KeptText> texts = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                texts.add(new KeptText(
                        rows.getString(1),
                        new String(rows.getBytes(2), StandardCharsets.UTF_8),
                        new String(rows.getBytes(3), StandardCharsets.UTF_8)));
            }
        }
        return texts;
    }
}
