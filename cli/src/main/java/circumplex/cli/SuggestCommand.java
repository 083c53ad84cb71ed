package circumplex.cli;

import circumplex.cli.feed.FeedFile;
import circumplex.cli.feed.Printable;
import circumplex.cli.print.Json;
import circumplex.gateway.v1.CandidatePost;
import circumplex.gateway.v1.SuggestPostsResponse;
import circumplex.gateway.v1.SuggestedPost;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Picks posts of a feed that a person may annotate next. */
@Command(
        name = "suggest",
        description = "Picks posts of a feed that a person may annotate next, and says when more annotations would hardly help.")
final class SuggestCommand implements Callable<Integer> {

    private static final int MOST = 50;
    private static final int PREVIEW = 60;

    private final Console console;
    private final ValueSet set = ValueSets.all().defaultSet();

    @Mixin
    private FeedOption feed;

    @Mixin
    private GatewayOptions gateway;

    @Option(names = "--user", paramLabel = "U", required = true, description = "The person, 1 to 128 bytes, opaque.")
    private String user = "";

    @Option(names = "--count", defaultValue = "5", paramLabel = "N", description = "How many posts, 1 to 50 (default ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "S", description = "Another seed picks other posts (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    SuggestCommand(Console console) {
        this.console = console;
        this.feed = new FeedOption(console);
        this.gateway = new GatewayOptions(console);
    }

    @Override
    public Integer call() {
        String person = Person.require(user);
        if (count < 1 || count > MOST) {
            throw new circumplex.cli.feed.BadInput("--count must be a whole number from 1 to " + MOST);
        }
        FeedFile posts = feed.read();
        List<CandidatePost> candidates = posts.posts().stream()
                .map(post -> CandidatePost.newBuilder().setPostId(post.id()).setText(post.text()).build())
                .toList();
        SuggestPostsResponse answer = gateway.with(client -> client.suggest(person, candidates, count, seed));
        if (json) {
            console.out().println(Json.line(document(answer)));
        } else {
            print(console.out(), posts, answer);
        }
        return ExitCodes.OK;
    }

    private void print(PrintWriter out, FeedFile posts, SuggestPostsResponse answer) {
        for (SuggestedPost post : answer.getPostsList()) {
            String value = post.getValueId().isEmpty()
                    ? "-"
                    : set.dimension(set.requirePosition(post.getValueId())).layLabel();
            String text = posts.find(post.getPostId()).map(found -> Printable.preview(found.text(), PREVIEW)).orElse("");
            out.println(String.format(Locale.ROOT, "  %-12s %-22s %s", Printable.preview(post.getPostId(), 12), value, text));
        }
        out.println(String.format(
                Locale.ROOT,
                "One more annotation is expected to move scores by %.3f%s",
                answer.getExpectedChange(),
                answer.getEnough() ? ": more would hardly help" : ""));
    }

    private static ObjectNode document(SuggestPostsResponse answer) {
        ObjectNode json = Json.object();
        ArrayNode posts = json.putArray("posts");
        answer.getPostsList()
                .forEach(post -> posts.addObject().put("post_id", post.getPostId()).put("value_id", post.getValueId()));
        json.put("expected_change", answer.getExpectedChange());
        json.put("enough", answer.getEnough());
        json.put("already_annotated", answer.getAlreadyAnnotated());
        json.put("unscored", answer.getUnscored());
        return json;
    }
}
