package circumplex.cli;

import circumplex.cli.feed.BadInput;
import circumplex.cli.feed.Post;
import circumplex.cli.feed.PostText;
import circumplex.cli.feed.Printable;
import circumplex.cli.print.CalibrationText;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records what a person sees in one post. */
@Command(
        name = "annotate",
        description = "Records which values a person sees in a post, and shows how that changes the scores for this person.")
final class AnnotateCommand implements Callable<Integer> {

    /** Which post; exactly one of the two. */
    static final class Which {
        @Option(names = "--post", paramLabel = "ID", description = "The id of a post of the feed.")
        private @Nullable String post;

        @Option(names = "--text", paramLabel = "TEXT", description = "What the post says.")
        private @Nullable String text;
    }

    private final Console console;
    private final ValueSet set = ValueSets.all().defaultSet();

    @Mixin
    private FeedOption feed;

    @Mixin
    private GatewayOptions gateway;

    @Option(names = "--user", paramLabel = "U", required = true, description = "The person, 1 to 128 bytes, opaque.")
    private String user = "";

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(
            names = "--rate",
            paramLabel = "VALUE=R,…",
            required = true,
            description = "Ratings from 0 (not at all) to 6 (strongly), for example caring=5,power_dominance=0; a value that is"
                    + " left out is unrated, which is not 0.")
    private String ratings = "";

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    AnnotateCommand(Console console) {
        this.console = console;
        this.feed = new FeedOption(console);
        this.gateway = new GatewayOptions(console);
    }

    @Override
    public Integer call() {
        String person = Person.require(user);
        Map<String, Integer> rated = new ValueArguments(set).ratings(ratings);
        PostAnnotation annotation = annotation(rated);
        CalibrationText outcome = gateway.with(
                client -> new CalibrationText(client.annotate(person, List.of(annotation)), client.calibration(person)));
        if (json) {
            console.out().println(outcome.toJson());
        } else {
            outcome.print(console.out(), set);
        }
        return ExitCodes.OK;
    }

    private PostAnnotation annotation(Map<String, Integer> rated) {
        String id = which.post == null ? "text" : which.post;
        return PostAnnotation.newBuilder().setPostId(id).setText(text()).putAllRatings(rated).build();
    }

    private String text() {
        String text = which.text == null ? post(String.valueOf(which.post)).text() : which.text;
        PostText.requireCharacters("--text", text);
        PostText.requireLength("--text", text);
        if (text.isBlank()) {
            throw new BadInput("the post has no text; a post without words cannot be annotated");
        }
        return text;
    }

    private Post post(String id) {
        return feed.read().find(id).orElseThrow(() -> new BadInput(
                "--post: there is no post '" + Printable.preview(id, 60) + "' in the feed; check the id and --feed"));
    }
}
