package circumplex.classifier.llm.parse;

import circumplex.classifier.llm.parse.InvalidAnswerException.Flaw;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A chat completion: what the model wrote, and what the server says about it. Unknown members are left alone, because every server has
 * some; those that are used must be what they should be.
 *
 * @param model that answered, made of letters, digits and {@code ._:@/+-}, at most 64 characters; empty if the server does not say
 * @param fingerprint of the state of the model, as the model; empty if the server does not say
 * @param content what the model wrote, or what is wrong with it; untrusted
 * @param tokens how the content came about; empty if the server does not say
 * @param usage what it cost; absent if the server does not say
 */
public record ChatAnswer(String model, String fingerprint, Content content, List<TokenChoice> tokens, Optional<TokenUsage> usage) {

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._:@/+-]");
    private static final int NAME_LENGTH = 64;
    private static final long MOST_TOKENS = 100_000_000;

    public ChatAnswer {
        tokens = List.copyOf(tokens);
    }

    /** What a model wrote, or why that is of no use. */
    public record Content(String text, Optional<Flaw> flaw) {

        /** @throws InvalidAnswerException if there is a flaw */
        public String require() throws InvalidAnswerException {
            if (flaw.isPresent()) {
                throw new InvalidAnswerException(flaw.get());
            }
            return text;
        }

        /** Without the text, so that no log can hold it. */
        @Override
        public String toString() {
            return "Content[flaw=" + flaw + "]";
        }
    }

    /** What an answer cost, in tokens. */
    public record TokenUsage(long prompt, long completion) {}

    /** @throws InvalidAnswerException if the body is no chat completion with one choice */
    public static ChatAnswer read(String body) throws InvalidAnswerException {
        JsonNode root = tree(body);
        JsonNode choices = root.path("choices");
        if (!root.isObject() || !choices.isArray() || choices.size() != 1) {
            throw new InvalidAnswerException(Flaw.NOT_A_COMPLETION);
        }
        JsonNode choice = choices.get(0);
        return new ChatAnswer(
                name(root.path("model")),
                name(root.path("system_fingerprint")),
                content(choice),
                tokens(choice.path("logprobs").path("content")),
                usage(root.path("usage")));
    }

    /** Whatever a server sends instead of a name cannot become one that does harm in an id, a log line or a label. */
    static String name(JsonNode name) {
        String safe = UNSAFE.matcher(name.isTextual() ? name.textValue() : "").replaceAll("_");
        return safe.length() <= NAME_LENGTH ? safe : safe.substring(0, NAME_LENGTH);
    }

    private static JsonNode tree(String body) throws InvalidAnswerException {
        try {
            return STRICT.readTree(body);
        } catch (IOException e) {
            throw new InvalidAnswerException(Flaw.NOT_A_COMPLETION);
        }
    }

    private static Content content(JsonNode choice) {
        JsonNode message = choice.path("message");
        JsonNode text = message.path("content");
        String end = choice.path("finish_reason").asText("");
        if (message.path("refusal").isTextual() || end.equals("content_filter")) {
            return flawed(Flaw.REFUSAL);
        }
        if (!end.equals("stop")) {
            return flawed(Flaw.CUT);
        }
        return text.isTextual() ? new Content(text.textValue(), Optional.empty()) : flawed(Flaw.NO_CONTENT);
    }

    private static Content flawed(Flaw flaw) {
        return new Content("", Optional.of(flaw));
    }

    private static List<TokenChoice> tokens(JsonNode list) {
        List<TokenChoice> tokens = new ArrayList<>();
        for (JsonNode token : list) {
            List<TokenChoice.Alternative> alternatives = new ArrayList<>();
            for (JsonNode each : (Iterable<JsonNode>) () -> Stream.concat(
                            Stream.of(token), streamOf(token.path("top_logprobs")))
                    .iterator()) {
                if (each.path("token").isTextual() && each.path("logprob").isNumber()) {
                    alternatives.add(new TokenChoice.Alternative(
                            each.path("token").textValue(), each.path("logprob").doubleValue()));
                }
            }
            if (alternatives.isEmpty()) {
                return List.of();
            }
            tokens.add(new TokenChoice(alternatives.get(0).text(), alternatives));
        }
        return tokens;
    }

    private static Stream<JsonNode> streamOf(JsonNode list) {
        List<JsonNode> nodes = new ArrayList<>();
        list.forEach(nodes::add);
        return nodes.stream();
    }

    private static Optional<TokenUsage> usage(JsonNode usage) {
        JsonNode prompt = usage.path("prompt_tokens");
        JsonNode completion = usage.path("completion_tokens");
        return count(prompt) && count(completion)
                ? Optional.of(new TokenUsage(prompt.longValue(), completion.longValue()))
                : Optional.empty();
    }

    private static boolean count(JsonNode tokens) {
        return tokens.isIntegralNumber() && tokens.canConvertToLong() && tokens.longValue() >= 0 && tokens.longValue() <= MOST_TOKENS;
    }
}
