package circumplex.classifier.llm;

import circumplex.classifier.llm.prompt.Message;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes the body of a request: temperature 0 and a seed, so that answers vary as little as the server can manage. */
final class ChatRequest {

    static final double TEMPERATURE = 0;
    static final double TOP_P = 1;
    static final int TOP_LOGPROBS = 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ChatRequest() {}

    /**
     * The body as JSON in UTF-8.
     *
     * @param schema of the answer
     * @param mostTokens that the answer may have
     */
    static byte[] body(String model, List<Message> messages, RequestStyle style, ObjectNode schema, int seed, int mostTokens) {
        ObjectNode body = JSON.createObjectNode()
                .put("model", model)
                .put("temperature", TEMPERATURE)
                .put("top_p", TOP_P)
                .put("seed", seed)
                .put("max_tokens", mostTokens)
                .put("stream", false);
        ArrayNode list = body.putArray("messages");
        messages.forEach(message -> list.addObject().put("role", message.role()).put("content", message.content()));
        if (style.schema()) {
            ObjectNode format = body.putObject("response_format").put("type", "json_schema").putObject("json_schema");
            format.put("name", "ratings").put("strict", true).set("schema", schema);
        }
        if (style.logprobs()) {
            body.put("logprobs", true).put("top_logprobs", TOP_LOGPROBS);
        }
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can be written", e);
        }
    }
}
