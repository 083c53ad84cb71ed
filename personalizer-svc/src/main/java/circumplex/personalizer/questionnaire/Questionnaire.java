package circumplex.personalizer.questionnaire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Items 1 to {@code items}, all answered on one scale.
 *
 * @param lowest answer, at least 0
 * @param highest answer
 */
public record Questionnaire(String id, int items, int lowest, int highest) {

    /** The most items of a questionnaire: its answers have to fit their column. */
    static final int MAX_ITEMS = 256;

    private static final Map<String, Questionnaire> SHIPPED = shipped();

    public Questionnaire {
        if (id.isBlank() || items < 1 || items > MAX_ITEMS || lowest < 0 || highest <= lowest || highest > 999) {
            throw new IllegalArgumentException("no questionnaire: " + id + " with " + items + " items from " + lowest + " to " + highest);
        }
    }

    /** The questionnaire that ships as {@code id}. */
    public static Optional<Questionnaire> of(String id) {
        return Optional.ofNullable(SHIPPED.get(id));
    }

    boolean has(int item) {
        return item >= 1 && item <= items;
    }

    boolean takes(int answer) {
        return answer >= lowest && answer <= highest;
    }

    /** Reads lines of id, items, lowest and highest answer with tabs between; lines that begin with # are skipped. */
    static Map<String, Questionnaire> read(BufferedReader reader) throws IOException {
        Map<String, Questionnaire> read = new LinkedHashMap<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.startsWith("#")) {
                String[] cells = line.split("\t", -1);
                Questionnaire one = new Questionnaire(
                        cells[0], Integer.parseInt(cells[1]), Integer.parseInt(cells[2]), Integer.parseInt(cells[3]));
                if (read.put(one.id(), one) != null) {
                    throw new IllegalArgumentException("the questionnaire " + one.id() + " appears twice");
                }
            }
        }
        return read;
    }

    private static Map<String, Questionnaire> shipped() {
        try (InputStream stream = Objects.requireNonNull(Questionnaire.class.getResourceAsStream("questionnaires.tsv"))) {
            return read(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
