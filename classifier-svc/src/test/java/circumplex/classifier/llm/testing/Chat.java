package circumplex.classifier.llm.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request that the fake model received.
 *
 * @param number of the request at this server, from 1
 * @param headers by lower-case name
 * @param body as it came
 */
public record Chat(int number, Map<String, String> headers, JsonNode body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What stands between the marks of the last fenced message: the posts. */
    public List<JsonNode> posts() {
        List<JsonNode> posts = new ArrayList<>();
        lastQuestion().path("posts").forEach(posts::add);
        return posts;
    }

    /** Whether this is the question that finds out what the server can do. */
    public boolean isProbe() {
        return fenced().isEmpty();
    }

    /** Whether it asks for quotes too. */
    public boolean wantsQuotes() {
        return message(0).contains("_quotes");
    }

    /** The mark of the fence. */
    public String mark() {
        String question = fenced().get(fenced().size() - 1);
        return question.substring(0, question.indexOf('\n'));
    }

    /** The content of the message at {@code position}, counted from the last with -1. */
    public String message(int position) {
        JsonNode messages = body.path("messages");
        return messages.path(position < 0 ? messages.size() + position : position).path("content").asText();
    }

    private JsonNode lastQuestion() {
        String[] lines = fenced().get(fenced().size() - 1).split("\n", -1);
        try {
            return JSON.readTree(lines[1]);
        } catch (JsonProcessingException e) {
            throw new AssertionError("what is between the marks is no JSON", e);
        }
    }

    private List<String> fenced() {
        List<String> fenced = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            String[] lines = message.path("content").asText().split("\n", -1);
            if (message.path("role").asText().equals("user") && lines.length == 3 && lines[0].equals(lines[2])) {
                fenced.add(message.path("content").asText());
            }
        }
        return fenced;
    }
}
