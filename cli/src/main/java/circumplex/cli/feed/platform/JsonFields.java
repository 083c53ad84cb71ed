package circumplex.cli.feed.platform;

import circumplex.cli.feed.BadInput;
import circumplex.cli.feed.PostText;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An object of a platform's document and its path there. Fields that nobody asks for are not looked at; null is absent; a field of
 * another type than expected is a mistake that names the path.
 */
final class JsonFields {

    private static final int MAX_ID_BYTES = 256;

    private final String path;
    private final JsonNode object;

    private JsonFields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    /** @throws BadInput if {@code node} is no object */
    static JsonFields of(String path, JsonNode node) {
        if (!node.isObject()) {
            throw new BadInput(path + ": must be an object, is " + kind(node));
        }
        return new JsonFields(path, node);
    }

    String path() {
        return path;
    }

    boolean has(String field) {
        return !absent(object.path(field));
    }

    JsonFields required(String field) {
        JsonNode node = object.path(field);
        if (absent(node)) {
            throw new BadInput(path + "." + field + ": is missing");
        }
        return of(path + "." + field, node);
    }

    /** The object there; one without fields where there is none. */
    JsonFields optional(String field) {
        JsonNode node = object.path(field);
        return absent(node) ? new JsonFields(path + "." + field, MissingNode.getInstance()) : of(path + "." + field, node);
    }

    boolean isTrue(String field) {
        return object.path(field).asBoolean(false);
    }

    Optional<String> text(String field) {
        JsonNode node = object.path(field);
        if (absent(node)) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw new BadInput(path + "." + field + ": must be a string, is " + kind(node));
        }
        PostText.requireCharacters(path + "." + field, node.textValue());
        return Optional.of(node.textValue());
    }

    /** An id of a post: present, 1 to 256 bytes. */
    String id(String field) {
        String id = text(field).orElseThrow(() -> new BadInput(path + "." + field + ": is missing"));
        int bytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MAX_ID_BYTES) {
            throw new BadInput(path + "." + field + ": must have 1 to " + MAX_ID_BYTES + " bytes, has " + bytes);
        }
        return id;
    }

    /** The text of a post; empty where there is none, as in a post that is a picture. */
    String postText(String field) {
        String text = text(field).orElse("");
        PostText.requireLength(path + "." + field, text);
        return text;
    }

    /** A count for people to see. */
    OptionalLong count(String field) {
        JsonNode node = object.path(field);
        if (absent(node)) {
            return OptionalLong.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw new BadInput(path + "." + field + ": must be a whole number of at least 0, is " + kind(node));
        }
        return OptionalLong.of(node.longValue());
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static String kind(JsonNode node) {
        return node.isNumber() ? "the number " + node.asText() : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
