package circumplex.classifier.known;

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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table {@code score}: scores by tenant, text and scorer. A row never changes: its scorer's id says how it was made. */
@Singleton
public final class ScoreStore {

    /**
     * A walk down the primary key for each text. H2 takes {@code content_key = any(?)} for no condition of an index whose first column is
     * another, and would read all rows of the tenant.
     */
    static final String FIND =
            """
            select score.content_key, score.scores, score.quotes
            from unnest(cast(? as varchar array)) as wanted (content_key)
            join score on score.content_key = cast(wanted.content_key as char(64))
            where score.tenant = ? and score.scorer_id = ?""";

    private static final String ADD =
            "insert into score (tenant, content_key, scorer_id, scores, fingerprint, quotes) values (?, ?, ?, ?, ?, ?) on conflict do nothing";

    private final TransactionOperations<Connection> transactions;

    ScoreStore(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /** The stored scores of {@code keys}, without fingerprints; keys without scores are left out. */
    public Map<ContentKey, Scoring> find(String tenant, String scorerId, ValueSet set, Collection<ContentKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        return transactions.executeRead(status -> find(status.getConnection(), tenant, scorerId, set, keys));
    }

    /** Stores scores. What another request stored in the meantime stays as it is: the same scorer gives the same scores. */
    public void add(String tenant, Map<ContentKey, Scoring> scores) {
        addAll(scores.entrySet().stream().map(entry -> new Row(tenant, entry.getKey(), entry.getValue())).toList());
    }

    /** The same for several tenants, in one transaction. */
    void addAll(Collection<Row> rows) {
        if (!rows.isEmpty()) {
            transactions.executeWrite(status -> {
                add(status.getConnection(), rows);
                return rows.size();
            });
        }
    }

    /** One row to be. */
    record Row(String tenant, ContentKey key, Scoring scoring) {}

    private static Map<ContentKey, Scoring> find(
            Connection connection, String tenant, String scorerId, ValueSet set, Collection<ContentKey> keys)
            throws SQLException {
        Map<ContentKey, Scoring> found = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setArray(1, connection.createArrayOf("varchar", keys.stream().map(ContentKey::hex).toArray()));
            select.setString(2, tenant);
            select.setString(3, scorerId);
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

    private static void add(Connection connection, Collection<Row> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            // In one order everywhere, so that two writers of the same texts wait for each other instead of deadlocking.
            for (Row row : rows.stream().sorted(Comparator.comparing(Row::tenant).thenComparing(Row::key)).toList()) {
                insert.setString(1, row.tenant());
                insert.setString(2, row.key().hex());
                insert.setString(3, row.scoring().scorerId());
                insert.setBytes(4, pack(row.scoring().scores()));
                insert.setString(5, row.scoring().fingerprint());
                insert.setString(6, Quote.pack(row.scoring().quotes()));
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
