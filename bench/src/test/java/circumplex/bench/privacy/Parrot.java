package circumplex.bench.privacy;

import circumplex.classifier.llm.testing.Chat;
import circumplex.classifier.llm.testing.FakeLlm;
import circumplex.classifier.llm.testing.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A model that says what it hears the first time that it hears it, and rates it when it is asked once more. */
final class Parrot implements Function<Chat, Reply> {

    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    @Override
    public Reply apply(Chat chat) {
        for (JsonNode post : chat.isProbe() ? Set.<JsonNode>of() : chat.posts()) {
            if (heard.add(post.toString())) {
                return FakeLlm.says(post.toString());
            }
        }
        return FakeLlm.rates(chat, text -> "0123456012345601234");
    }
}
