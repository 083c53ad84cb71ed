package circumplex.classifier.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes all scores as JSON Lines, and reads them again: first a line that names the format, then one line for each row. */
@Singleton
final class ScoreArchive {

    static final String FORMAT = "circumplex-scores-1";

    private static final int ROWS = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ScoreRowStore store;

    ScoreArchive(ScoreRowStore store) {
        this.store = store;
    }

    /**
     * What an import did.
     *
     * @param added rows that were new
     * @param known rows that were there already
     */
    record Imported(long added, long known) {}

    /** Writes every row, in the order of the primary key; returns how many. */
    long exportTo(Writer out) throws IOException {
        out.write(JSON.createObjectNode().put("format", FORMAT) + "\n");
        long written = 0;
        List<ScoreRow> page = store.page("", "", "", ROWS);
        while (!page.isEmpty()) {
            for (ScoreRow row : page) {
                out.write(json(row) + "\n");
            }
            written += page.size();
            ScoreRow last = page.get(page.size() - 1);
            page = store.page(last.tenant(), last.contentKey(), last.scorerId(), ROWS);
        }
        return written;
    }

    /**
     * Adds the rows of a file. What was added before a line that is wrong stays; to import the file again is harmless.
     *
     * @throws IllegalArgumentException naming the line and what is wrong with it
     */
    Imported importFrom(BufferedReader in) throws IOException {
        requireFormat(in.readLine());
        long added = 0;
        long read = 0;
        List<ScoreRow> batch = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            read++;
            batch.add(row(line, read + 1));
            if (batch.size() == ROWS) {
                added += store.add(batch);
                batch.clear();
            }
        }
        added += batch.isEmpty() ? 0 : store.add(batch);
        return new Imported(added, read - added);
    }

    private static void requireFormat(@Nullable String line) {
        Optional<JsonNode> head = line == null ? Optional.empty() : tree(line);
        if (head.isEmpty() || !head.get().path("format").asText().equals(FORMAT)) {
            throw new IllegalArgumentException("line 1: must be {\"format\":\"" + FORMAT + "\"}");
        }
    }

    private static String json(ScoreRow row) {
        ObjectNode json = JSON.createObjectNode()
                .put("tenant", row.tenant())
                .put("content_key", row.contentKey())
                .put("scorer_id", row.scorerId());
        ArrayNode thousandths = json.putArray("thousandths");
        row.thousandths().forEach(thousandths::add);
        json.put("fingerprint", row.fingerprint());
        // As before there were any, where there are none.
        return (row.quotes().isEmpty() ? json : json.put("quotes", row.quotes())).toString();
    }

    private static ScoreRow row(String line, long number) {
        JsonNode json = tree(line).orElseThrow(() -> new IllegalArgumentException("line " + number + ": is no JSON object"));
        List<Integer> thousandths = new ArrayList<>();
        for (JsonNode score : json.path("thousandths")) {
            thousandths.add(score.isInt() ? score.intValue() : -1);
        }
        try {
            return new ScoreRow(
                    json.path("tenant").asText(),
                    json.path("content_key").asText(),
                    json.path("scorer_id").asText(),
                    thousandths,
                    json.path("fingerprint").asText(),
                    json.path("quotes").asText());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
    }

    private static Optional<JsonNode> tree(String line) {
        try {
            return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
