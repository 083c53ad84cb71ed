package circumplex.cli;

import circumplex.cli.feed.BadInput;
import circumplex.cli.feed.FeedFile;
import circumplex.cli.print.FeedJson;
import circumplex.cli.print.FeedRun;
import circumplex.cli.print.FeedTable;
import circumplex.cli.print.RankedIds;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.values.ValueSets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ranks one feed. */
@Command(
        name = "rank",
        description = "Ranks one feed by the values that you weigh, that a preset weighs, or that a person's profile weighs.")
final class RankCommand implements Callable<Integer> {

    private static final int DEFAULT_ROWS = 20;

    /** What decides over the order; at most one of the two. */
    static final class Weighting {
        @Option(
                names = "--weights",
                paramLabel = "VALUE=W,…",
                description = "Weights from -1 to 1 in steps of 0.001, for example caring=1,power_dominance=-0.5.")
        private @Nullable String weights;

        @Option(names = "--preset", paramLabel = "ID", description = "A ready-made set of weights, for example kind-and-open.")
        private @Nullable String preset;
    }

    private final Console console;

    @Mixin
    private FeedOption feed;

    @Mixin
    private GatewayOptions gateway;

    @ArgGroup
    private Weighting weighting = new Weighting();

    @Option(
            names = "--user",
            paramLabel = "U",
            description = "The person to rank for: their annotations change the scores, and their profile gives the weights where"
                    + " none are named.")
    private @Nullable String user;

    @Option(names = "--top", paramLabel = "K", description = "Only the first K posts, 1 to " + FeedFile.MAX_POSTS + ".")
    private @Nullable Integer top;

    @Mixin
    private final RulesOptions rules = new RulesOptions();

    /** What is printed instead of a table; at most one of the two. */
    static final class Output {

        @Option(names = "--json", description = "Print one JSON document instead of a table.")
        private boolean json;

        @Option(
                names = "--ids",
                description = "Print {\"ranked_ids\": […]} instead of a table, the response of the Prosocial Ranking Challenge.")
        private boolean ids;
    }

    @ArgGroup
    private Output output = new Output();

    RankCommand(Console console) {
        this.console = console;
        this.feed = new FeedOption(console);
        this.gateway = new GatewayOptions(console);
    }

    @Override
    public Integer call() {
        RankFeedRequest.Builder options = options();
        FeedFile posts = feed.read();
        boolean authors = options.getRules().hasAuthorCap();
        RankFeedRequest.Builder asked = authors ? RankRequests.withAuthors(posts) : RankRequests.of(posts);
        if (authors && asked.getPostsList().stream().allMatch(post -> post.getAuthorKey().isEmpty())) {
            console.err().println("circumplex: no post of the feed says whose it is, so --author-cap changes nothing");
            console.err().flush();
        }
        RankFeedRequest request = options.mergeFrom(asked.build()).build();
        RankFeedResponse answer = gateway.with(client -> client.rank(request));
        print(new FeedRun(
                posts.name(), Optional.ofNullable(weighting.preset), Optional.ofNullable(user), Optional.empty(), posts, answer));
        return ExitCodes.OK;
    }

    private RankFeedRequest.Builder options() {
        RankFeedRequest.Builder request = RankFeedRequest.newBuilder();
        if (weighting.weights != null) {
            request.putAllWeights(new ValueArguments(ValueSets.all().defaultSet()).weights(weighting.weights));
        }
        if (weighting.preset != null) {
            request.setPresetId(weighting.preset);
        }
        if (user != null) {
            request.setUserId(Person.require(user));
        }
        if (top != null) {
            if (top < 1 || top > FeedFile.MAX_POSTS) {
                throw new BadInput("--top: must be 1 to " + FeedFile.MAX_POSTS + ", was " + top);
            }
            request.setTopK(top);
        }
        rules.read().ifPresent(request::setRules);
        return request;
    }

    private void print(FeedRun run) {
        if (output.ids) {
            console.out().println(RankedIds.of(run.answer()));
        } else if (output.json) {
            FeedJson document = new FeedJson();
            document.add(run);
            console.out().println(document);
        } else {
            new FeedTable(console.out()).print(run, top == null ? DEFAULT_ROWS : top);
        }
    }
}
