package circumplex.model.folder;

import circumplex.model.BadModel;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/**
 * JSON in which nothing is left to the reader: names appear once, numbers are finite, nothing is nested deeper than {@value
 * #MAX_DEPTH}. Equal content is written as equal bytes: names in order, two spaces a level, a line feed at the end.
 */
public final class StrictJson {

    static final int MAX_DEPTH = 16;

    /** No number of ours needs more, and the time to convert one grows with the square of it. */
    private static final int MAX_NUMBER = 64;

    private StrictJson() {}

    /**
     * @param what names the file in messages
     * @throws BadModel if it is not one object, or breaks a rule above
     */
    public static JsonObject parse(String what, byte[] utf8) {
        try (JsonReader json = new JsonReader(new StringReader(text(what, utf8)))) {
            json.setStrictness(Strictness.STRICT);
            JsonElement read = read(what, json, 0);
            if (json.peek() != JsonToken.END_DOCUMENT || !read.isJsonObject()) {
                throw new BadModel(what + " must be one JSON object");
            }
            return read.getAsJsonObject();
        } catch (IOException | IllegalStateException e) {
            throw new BadModel(what + " is not JSON");
        }
    }

    /** @throws BadModel if a number is not finite, or it is nested too deep */
    public static byte[] bytes(String what, JsonObject object) {
        StringWriter out = new StringWriter();
        try (JsonWriter json = new JsonWriter(out)) {
            json.setIndent("  ");
            write(what, json, object, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonElement read(String what, JsonReader json, int depth) throws IOException {
        requireDepth(what, depth);
        return switch (json.peek()) {
            case BEGIN_OBJECT -> object(what, json, depth);
            case BEGIN_ARRAY -> array(what, json, depth);
            case STRING -> new JsonPrimitive(json.nextString());
            case NUMBER -> new JsonPrimitive(number(what, json.nextString()));
            case BOOLEAN -> new JsonPrimitive(json.nextBoolean());
            case NULL -> {
                json.nextNull();
                yield JsonNull.INSTANCE;
            }
            case END_OBJECT, END_ARRAY, END_DOCUMENT, NAME -> throw new BadModel(what + " is not JSON");
        };
    }

    private static JsonObject object(String what, JsonReader json, int depth) throws IOException {
        JsonObject object = new JsonObject();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (object.has(name)) {
                throw new BadModel(what + " has a name twice");
            }
            object.add(name, read(what, json, depth + 1));
        }
        json.endObject();
        return object;
    }

    private static JsonArray array(String what, JsonReader json, int depth) throws IOException {
        JsonArray array = new JsonArray();
        json.beginArray();
        while (json.hasNext()) {
            array.add(read(what, json, depth + 1));
        }
        json.endArray();
        return array;
    }

    private static BigDecimal number(String what, String digits) {
        if (digits.length() > MAX_NUMBER || !Double.isFinite(Double.parseDouble(digits))) {
            throw new BadModel(what + " has a number that is too large or too long");
        }
        return new BigDecimal(digits);
    }

    private static void write(String what, JsonWriter json, JsonElement element, int depth) throws IOException {
        requireDepth(what, depth);
        if (element.isJsonObject()) {
            JsonObject object = element.getAsJsonObject();
            json.beginObject();
            for (String name : new TreeSet<>(object.keySet())) {
                json.name(name);
                write(what, json, object.get(name), depth + 1);
            }
            json.endObject();
        } else if (element.isJsonArray()) {
            json.beginArray();
            for (JsonElement each : element.getAsJsonArray()) {
                write(what, json, each, depth + 1);
            }
            json.endArray();
        } else if (element.isJsonNull()) {
            json.nullValue();
        } else {
            write(what, json, element.getAsJsonPrimitive());
        }
    }

    private static void write(String what, JsonWriter json, JsonPrimitive primitive) throws IOException {
        if (primitive.isNumber()) {
            if (!Double.isFinite(primitive.getAsDouble())) {
                throw new BadModel(what + " has a number that is not finite");
            }
            json.value(primitive.getAsNumber());
        } else if (primitive.isBoolean()) {
            json.value(primitive.getAsBoolean());
        } else {
            json.value(primitive.getAsString());
        }
    }

    private static void requireDepth(String what, int depth) {
        if (depth > MAX_DEPTH) {
            throw new BadModel(what + " is nested deeper than " + MAX_DEPTH);
        }
    }

    private static String text(String what, byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new BadModel(what + " is not UTF-8", e);
        }
    }
}
