package circumplex.cli.feed.platform;

import circumplex.cli.feed.BadInput;
import circumplex.cli.feed.FeedFile;
import circumplex.cli.feed.Post;
import circumplex.cli.feed.Printable;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A JSON document with one list of posts. Posts are read one by one, so a document that is far too large is refused at the first post
 * too many; list order is engagement order. Every mistake names file and path; none repeats what a post says.
 */
final class FeedDocument {

    static final int MAX_BYTES = 64 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final ObjectMapper JSON = new ObjectMapper(
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

    private final String name;
    private final String list;
    private final Function<JsonFields, Optional<Post>> reader;
    private final Map<String, Post> posts = new LinkedHashMap<>();
    private int repeated;
    private int withheld;

    /**
     * @param list the field with the posts
     * @param reader makes a post of an item; empty for one whose post the platform withholds
     */
    FeedDocument(String name, String list, Function<JsonFields, Optional<Post>> reader) {
        this.name = Printable.oneLine(name);
        this.list = list;
        this.reader = reader;
    }

    /** @throws BadInput naming file, path and rule of the first mistake */
    Feeds.Read read(InputStream content) throws IOException {
        boolean found = false;
        try (Reader text = withoutMark(new BoundedInput(content, MAX_BYTES));
                JsonParser parser = JSON.createParser(text)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "must be a JSON object in braces");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.currentName().equals(list)) {
                    require(parser.nextToken() == JsonToken.START_ARRAY, list + ": must be an array");
                    found = true;
                    readList(parser);
                } else {
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
            require(parser.nextToken() == null, "must be one JSON object; something follows it");
            require(found, list + ": is missing; this format has its posts there");
        } catch (JsonProcessingException e) {
            throw mistake(describe(e), e);
        } catch (CharacterCodingException e) {
            throw mistake("is not UTF-8; save the file as UTF-8", e);
        } catch (BadInput e) {
            throw mistake(String.valueOf(e.getMessage()), e);
        }
        return new Feeds.Read(FeedFile.of(name, List.copyOf(posts.values())), notes());
    }

    private static Reader withoutMark(InputStream content) throws IOException {
        Reader text = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    private void readList(JsonParser parser) throws IOException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            JsonNode item = parser.readValueAsTree();
            Optional<Post> post = reader.apply(JsonFields.of(list + "[" + i + "]", item));
            if (post.isEmpty()) {
                withheld++;
            } else if (posts.putIfAbsent(post.get().id(), post.get()) != null) {
                repeated++;
            }
            if (posts.size() > FeedFile.MAX_POSTS) {
                throw new BadInput(list + "[" + i + "]: is post " + posts.size() + "; a feed has at most " + FeedFile.MAX_POSTS
                        + ", split the file");
            }
        }
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (repeated > 0) {
            notes.add(name + ": items that repeat a post, as reposts do: " + repeated + "; the first place of each post counts");
        }
        if (withheld > 0) {
            notes.add(name + ": items left out, because their posts are deleted or blocked: " + withheld);
        }
        return notes;
    }

    private static void require(boolean rule, String problem) {
        if (!rule) {
            throw new BadInput(problem);
        }
    }

    private BadInput mistake(String problem, Exception cause) {
        return new BadInput(name + ": " + problem, cause);
    }

    /** The parser's own message may repeat what a post says. */
    private static String describe(JsonProcessingException mistake) {
        String place = mistake.getLocation() == null
                ? ""
                : " at line " + mistake.getLocation().getLineNr() + ", column " + mistake.getLocation().getColumnNr();
        return String.valueOf(mistake.getOriginalMessage()).startsWith("Duplicate field")
                ? "a field appears twice in one object" + place + "; keep one of them"
                : "is not JSON" + place + "; save the whole answer of the platform";
    }
}
