package circumplex.cli.feed.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Tells formats apart by the fields of the first object: a line of posts has {@code id} or {@code text}, a platform's document {@code feed} or
 * {@code items} instead, whatever is in it: its reader says what is wrong. What is none of them is read as lines, whose messages name the place.
 */
final class FormatDetection {

    /** So much is looked at: the longest line of posts, or more than stands before the list in a document. */
    static final int LOOK_BYTES = 1 << 20;

    private static final JsonFactory JSON = new JsonFactory();

    private FormatDetection() {}

    /** Leaves {@code content} at its beginning. */
    static FeedFormat of(BufferedInputStream content) throws IOException {
        content.mark(LOOK_BYTES);
        byte[] beginning = content.readNBytes(LOOK_BYTES);
        content.reset();
        boolean bluesky = false;
        boolean challenge = false;
        try (JsonParser parser = JSON.createParser(new ByteArrayInputStream(beginning))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return FeedFormat.JSONL;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("id") || field.equals("text")) {
                    return FeedFormat.JSONL;
                }
                bluesky |= field.equals("feed");
                challenge |= field.equals("items");
                parser.skipChildren();
            }
        } catch (JsonProcessingException e) {
            // Cut off, or not JSON further on: what was seen before decides, and the reader says what is wrong.
        }
        if (bluesky) {
            return FeedFormat.BLUESKY;
        }
        return challenge ? FeedFormat.PRC : FeedFormat.JSONL;
    }
}
