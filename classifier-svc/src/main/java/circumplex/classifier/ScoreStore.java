package circumplex.classifier;

import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.Quote;
import circumplex.classifier.text.Scoring;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The table {@code score}: scores by tenant, text and scorer. A row never changes: its scorer's id says how it was made. */
@Singleton
final class ScoreStore {

    private static final String FIND =
            "select content_key, scores, quotes from score where tenant = ? and scorer_id = ? and content_key = any(?)";

    private static final String ADD =
            "insert into score (tenant, content_key, scorer_id, scores, fingerprint, quotes) values (?, ?, ?, ?, ?, ?) on conflict do nothing";

    private final TransactionOperations<Connection> transactions;

    ScoreStore(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /** The stored scores of {@code keys}, without fingerprints; keys without scores are left out. */
    Map<ContentKey, Scoring> find(String tenant, String scorerId, ValueSet set, Collection<ContentKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        return transactions.executeRead(status -> find(status.getConnection(), tenant, scorerId, set, keys));
    }

    /** Stores scores. What another request stored in the meantime stays as it is: the same scorer gives the same scores. */
    void add(String tenant, Map<ContentKey, Scoring> scores) {
        if (!scores.isEmpty()) {
            transactions.executeWrite(status -> {
                add(status.getConnection(), tenant, scores);
                return scores.size();
            });
        }
    }

    private static Map<ContentKey, Scoring> find(
            Connection connection, String tenant, String scorerId, ValueSet set, Collection<ContentKey> keys)
            throws SQLException {
        Map<ContentKey, Scoring> found = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, tenant);
            select.setString(2, scorerId);
            select.setArray(3, connection.createArrayOf("varchar", keys.stream().map(ContentKey::hex).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String quotes = rows.getString(3);
                    found.put(
                            new ContentKey(rows.getString(1)),
                            new Scoring(scorerId, unpack(set, rows.getBytes(2)), "", Quote.unpack(quotes == null ? "" : quotes)));
                }
            }
        }
        return found;
    }

    private static void add(Connection connection, String tenant, Map<ContentKey, Scoring> scores)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setString(1, tenant);
            // In one order everywhere, so that two requests with the same texts wait for each other instead of deadlocking.
            for (Map.Entry<ContentKey, Scoring> entry : new TreeMap<>(scores).entrySet()) {
                insert.setString(2, entry.getKey().hex());
                insert.setString(3, entry.getValue().scorerId());
                insert.setBytes(4, pack(entry.getValue().scores()));
                insert.setString(5, entry.getValue().fingerprint());
                insert.setString(6, Quote.pack(entry.getValue().quotes()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The scores as they are read again: in thousandths, and without the fingerprint. */
    static Scoring asStored(Scoring scoring) {
        ScoreVector scores = scoring.scores();
        return new Scoring(scoring.scorerId(), unpack(scores.set(), pack(scores)), "", scoring.quotes());
    }

    private static byte[] pack(ScoreVector scores) {
        ByteBuffer packed = ByteBuffer.allocate(Short.BYTES * scores.set().size());
        for (int i = 0; i < scores.set().size(); i++) {
            packed.putShort((short) scores.thousandths(i));
        }
        return packed.array();
    }

    /** @throws IllegalStateException if the row is of another length than the set */
    private static ScoreVector unpack(ValueSet set, byte[] packed) {
        if (packed.length != Short.BYTES * set.size()) {
            throw new IllegalStateException("stored scores of " + set + " have " + packed.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(packed);
        float[] scores = new float[set.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = buffer.getShort() / 1000f;
        }
        return ScoreVector.of(set, scores);
    }
}
