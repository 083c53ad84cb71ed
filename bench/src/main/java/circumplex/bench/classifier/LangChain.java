package circumplex.bench.classifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.util.ArrayList;
import java.util.List;

/** What a program would do without the classifier: LangChain4j in the same process, the same chat, the answer read as JSON. Nothing is stored. */
final class LangChain implements Contender {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VALUES = 19;

    private final ChatModel model;
    private final List<ChatMessage> before = new ArrayList<>();

    /** @param request of the classifier, whose instructions and examples are sent again */
    LangChain(String baseUrl, JsonNode request) {
        model = OpenAiChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey("none")
                .modelName(request.path("model").asText())
                .temperature(0.0)
                .seed(request.path("seed").asInt())
                .maxTokens(request.path("max_tokens").asInt())
                .responseFormat("json_object")
                .maxRetries(0)
                .build();
        JsonNode messages = request.path("messages");
        for (int i = 0; i < messages.size() - 1; i++) {
            String content = messages.get(i).path("content").asText();
            before.add(
                    switch (messages.get(i).path("role").asText()) {
                        case "system" -> SystemMessage.from(content);
                        case "assistant" -> AiMessage.from(content);
                        default -> UserMessage.from(content);
                    });
        }
    }

    @Override
    public void score(String text) {
        List<ChatMessage> chat = new ArrayList<>(before);
        String posts = JSON.createObjectNode().set("posts", JSON.createArrayNode().add(JSON.createObjectNode().put("id", "p1").put("text", text)))
                .toString();
        chat.add(UserMessage.from("fence\n" + posts + "\nfence"));
        String answer = model.chat(chat).aiMessage().text();
        try {
            if (JSON.readTree(answer).path("p1").asText().length() != VALUES) {
                throw new IllegalStateException("another answer");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
