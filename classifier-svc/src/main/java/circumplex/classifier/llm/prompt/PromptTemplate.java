package circumplex.classifier.llm.prompt;

import circumplex.classifier.text.Quote;
import circumplex.classifier.text.Sha256;
import circumplex.values.ValueDimension;
import circumplex.values.ValueSet;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the chat that asks for the ratings of posts: instructions with the values of one set, examples of our own, and the posts, each
 * as a JSON string inside a {@link Fence}.
 */
public final class PromptTemplate {

    /** Number of the resource; another wording is another number. */
    private static final String VERSION = "1";

    /** Number of what is added to it where the model is to quote. */
    private static final String QUOTING_VERSION = "1";

    /** Of the member that has the quotes, after the id of the post. */
    private static final String QUOTES = "_quotes";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = "/circumplex/classifier/llm/";
    private static final Fence NO_FENCE = new Fence("FENCE");

    private final ValueSet set;
    private final String instructions;
    private final List<Example> examples;
    private final boolean quoting;
    private final String sha256;

    private PromptTemplate(ValueSet set, String instructions, List<Example> examples, boolean quoting) {
        this.set = set;
        this.quoting = quoting;
        this.instructions = instructions;
        this.examples = List.copyOf(examples);
        String rendered = messages(List.of(), NO_FENCE).stream()
                .map(message -> message.role() + "\n" + message.content())
                .collect(Collectors.joining("\n\n"));
        this.sha256 = Sha256.hex(rendered.getBytes(StandardCharsets.UTF_8));
    }

    /** The template of {@code set}; a set without examples is asked about without any. */
    public static PromptTemplate of(ValueSet set) {
        return of(set, false);
    }

    /** As {@link #of}, and the model is also asked to quote what its ratings rest on. Ratings that it gives with quotes are others. */
    public static PromptTemplate quoting(ValueSet set) {
        return of(set, true);
    }

    private static PromptTemplate of(ValueSet set, boolean quoting) {
        String instructions = resource("template-" + VERSION + ".txt") + (quoting ? resource("quotes-" + QUOTING_VERSION + ".txt") : "");
        String rendered = instructions.replace("{{count}}", Integer.toString(set.size())).replace("{{values}}", values(set));
        return new PromptTemplate(set, rendered, ExampleFile.read(set, resource("examples-" + set.id() + ".tsv")), quoting);
    }

    /** Of the wording. */
    public String version() {
        return quoting ? VERSION + "-quotes-" + QUOTING_VERSION : VERSION;
    }

    /** Whether it asks for quotes. */
    public boolean isQuoting() {
        return quoting;
    }

    /** The member of the answer that has the quotes of a post. */
    public static String quotesOf(String id) {
        return id + QUOTES;
    }

    /** SHA-256 of all that is sent beside the posts, in lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** The chat. */
    public List<Message> messages(List<QuotedPost> posts, Fence fence) {
        List<Message> messages = new ArrayList<>();
        messages.add(new Message("system", instructions.replace("{{fence}}", fence.mark())));
        for (Example example : examples) {
            messages.add(question(List.of(new QuotedPost(id(0), example.text(), "")), fence));
            ObjectNode answer = JSON.createObjectNode().put(id(0), example.digits());
            if (quoting) {
                ArrayNode quotes = answer.putArray(quotesOf(id(0)));
                example.quotes().forEach(quotes::add);
            }
            messages.add(new Message("assistant", answer.toString()));
        }
        messages.add(question(posts, fence));
        return messages;
    }

    /** The id of the post at {@code position} of a prompt, counted from 0. */
    public static String id(int position) {
        return "p" + (position + 1);
    }

    /**
     * The JSON schema of the only answer that is believed.
     *
     * @param count of the posts asked about
     */
    public ObjectNode schema(int count) {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (int i = 0; i < count; i++) {
            properties.putObject(id(i)).put("type", "string").put("pattern", "^[0-6]{" + set.size() + "}$");
            required.add(id(i));
            if (quoting) {
                ObjectNode quotes = properties.putObject(quotesOf(id(i))).put("type", "array").put("maxItems", Quote.MOST);
                quotes.putObject("items").put("type", "string").put("pattern", "^[1-9][0-9]? .{3,80}$");
                required.add(quotesOf(id(i)));
            }
        }
        return schema.put("additionalProperties", false);
    }

    private static Message question(List<QuotedPost> posts, Fence fence) {
        ObjectNode content = JSON.createObjectNode();
        ArrayNode list = content.putArray("posts");
        for (QuotedPost post : posts) {
            ObjectNode quoted = list.addObject().put("id", post.id()).put("text", post.text());
            if (!post.repliedTo().isEmpty()) {
                quoted.put("in_reply_to", post.repliedTo());
            }
        }
        return new Message("user", fence.around(content.toString()));
    }

    private static String values(ValueSet set) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < set.size(); i++) {
            ValueDimension value = set.dimension(i);
            lines.append(i == 0 ? "" : "\n").append(i + 1).append(". ").append(value.layLabel()).append(": ").append(value.definition());
        }
        return lines.toString();
    }

    private static String resource(String name) {
        try (InputStream stream = PromptTemplate.class.getResourceAsStream(FOLDER + name)) {
            return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
