package circumplex.cli.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** One line of a post file. Every mistake names the field that has it; none repeats what the post says. */
final class PostLine {

    private static final int MAX_ID_BYTES = 256;
    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final JsonNode object;

    private PostLine(JsonNode object) {
        this.object = object;
    }

    /** @throws BadInput saying what is wrong, without file and line */
    static Post parse(String line) {
        PostLine fields = new PostLine(object(line));
        return new Post(
                fields.id(),
                fields.text(),
                fields.optionalText("author"),
                fields.optionalCount("likes"),
                fields.optionalCount("reposts"),
                fields.optionalCount("replies"),
                fields.optionalText("reply_to"),
                fields.optionalText("created_at"));
    }

    private static JsonNode object(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (!node.isObject()) {
                throw new BadInput("must be a JSON object in braces, is " + kind(node));
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new BadInput(PostLineMistake.describe(e), e);
        }
    }

    private String id() {
        String id = requiredText("id");
        int bytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MAX_ID_BYTES) {
            throw new BadInput("id: must have 1 to " + MAX_ID_BYTES + " bytes, has " + bytes);
        }
        return id;
    }

    private String text() {
        String text = requiredText("text");
        PostText.requireLength("text", text);
        return text;
    }

    private String requiredText(String field) {
        JsonNode node = object.get(field);
        if (node == null) {
            throw new BadInput(field + ": is missing; every line needs \"id\" and \"text\", and what a platform answers has \"feed\" or \"items\"");
        }
        return text(field, node);
    }

    private Optional<String> optionalText(String field) {
        JsonNode node = object.get(field);
        return node == null || node.isNull() ? Optional.empty() : Optional.of(text(field, node));
    }

    private OptionalLong optionalCount(String field) {
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return OptionalLong.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw new BadInput(field + ": must be a whole number of at least 0, is " + kind(node));
        }
        return OptionalLong.of(node.longValue());
    }

    private static String text(String field, JsonNode node) {
        if (!node.isTextual()) {
            throw new BadInput(field + ": must be a string in quotes, is " + kind(node));
        }
        PostText.requireCharacters(field, node.textValue());
        return node.textValue();
    }

    private static String kind(JsonNode node) {
        return node.isNumber() ? "the number " + node.asText() : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
