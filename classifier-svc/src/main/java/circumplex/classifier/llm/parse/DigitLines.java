package circumplex.classifier.llm.parse;

import circumplex.classifier.llm.parse.InvalidAnswerException.Flaw;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the one answer that is believed: a JSON object with a string of digits from 0 to 6 for each post that was asked about. Anything
 * else is wrong, and nothing is guessed: not from other words around it, not from numbers in place of strings, not from escapes.
 */
public final class DigitLines {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2)
                    .maxStringLength(4096)
                    .build())
            .build();

    private DigitLines() {}

    /**
     * The line of one post.
     *
     * @param offset of its first digit in the answer, in characters
     */
    public record Line(String digits, int offset) {}

    /**
     * The lines by post; all of {@code ids} are there, and nothing else.
     *
     * @param length how many digits a line has
     * @throws InvalidAnswerException if the answer is anything else
     */
    public static Map<String, Line> read(String answer, List<String> ids, int length) throws InvalidAnswerException {
        Map<String, Line> lines = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(answer)) {
            require(json.nextToken() == JsonToken.START_OBJECT, Flaw.NOT_THE_SCHEMA);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String id = json.currentName();
                require(ids.contains(id), Flaw.UNKNOWN_ID);
                require(json.nextToken() == JsonToken.VALUE_STRING, Flaw.NOT_THE_SCHEMA);
                int offset = (int) json.currentTokenLocation().getCharOffset() + 1;
                require(lines.put(id, line(answer, json.getText(), offset, length)) == null, Flaw.DUPLICATE_ID);
            }
            require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null, Flaw.NOT_THE_SCHEMA);
        } catch (IOException e) {
            throw new InvalidAnswerException(Flaw.NOT_THE_SCHEMA);
        }
        require(lines.size() == ids.size(), Flaw.MISSING_ID);
        return lines;
    }

    static Line line(String answer, String digits, int offset, int length) throws InvalidAnswerException {
        require(digits.length() == length, Flaw.WRONG_COUNT);
        require(digits.chars().allMatch(digit -> digit >= '0' && digit <= '6'), Flaw.OUT_OF_RANGE);
        require(answer.startsWith(digits, offset), Flaw.NOT_THE_SCHEMA);
        return new Line(digits, offset);
    }

    static void require(boolean holds, Flaw otherwise) throws InvalidAnswerException {
        if (!holds) {
            throw new InvalidAnswerException(otherwise);
        }
    }
}
