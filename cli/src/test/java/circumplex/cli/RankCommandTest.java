package circumplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.cli.services.ServiceName;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.values.v1.ValueSetRef;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RankCommandTest {

    private static final String FEED = """
            {"id":"a","text":"one\\nline","author":"ann.example"}
            {"id":"b","text":" "}
            {"id":"c","text":"three"}
            """;

    private final FakeGateway gateway = new FakeGateway();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void printsOneDocument() throws IOException {
        CliRun run = run("rank", "--feed", "-", "--weights", "caring=1,power_dominance=-0.5", "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(new ObjectMapper().readTree(run.out())).isEqualTo(new ObjectMapper().readTree("""
                {"feeds":[{"preset":null,"kendall_tau":-1.0,"kendall_tau_b_scores":0.25,"coverage":0.75,"degradations":[],
                  "ranking_id":"ranking-1","value_set":"schwartz-19",
                  "weights":{"benevolence_caring":1.0,"power_dominance":-0.5},"scorer":"fake/scorer","calibrator":"","ranked":[
                   {"post_id":"c","rank":1,"engagement_rank":3,"score":3.1,
                    "contributions":{"power_dominance":-0.4,"benevolence_caring":3.5},"personalized":false},
                   {"post_id":"b","rank":2,"engagement_rank":2,"contributions":{},"personalized":false,"unscored":"empty_text"},
                   {"post_id":"a","rank":3,"engagement_rank":1,"score":3.1,
                    "contributions":{"power_dominance":-0.4,"benevolence_caring":3.5},"personalized":false}]}]}
                """));
    }

    @Test
    void sendsWhatWasAskedFor() {
        run("rank", "--feed", "-", "--weights", "Caring=1,dominance=-0.5", "--user", "u", "--top", "2");

        RankFeedRequest sent = gateway.last(RankFeedRequest.class);
        assertThat(sent.getWeightsMap()).isEqualTo(Map.of("benevolence_caring", 1.0, "power_dominance", -0.5));
        assertThat(sent.getUserId()).isEqualTo("u");
        assertThat(sent.getTopK()).isEqualTo(2);
        assertThat(sent.getValueSet().getId()).isEqualTo("schwartz-19");
        assertThat(sent.getPostsList()).extracting(post -> post.getPostId()).containsExactly("a", "b", "c");
        assertThat(sent.getPosts(0).getText()).isEqualTo("one\nline");

        run("rank", "--preset", "kind-and-open");
        assertThat(gateway.last(RankFeedRequest.class).getPresetId()).isEqualTo("kind-and-open");
        assertThat(gateway.last(RankFeedRequest.class).getPostsCount()).as("the sample feed").isGreaterThan(89);
        assertThat(gateway.last(RankFeedRequest.class).hasTopK()).isFalse();
    }

    @Test
    void printsATableWithReasons() {
        gateway.degraded = true;
        CliRun run = run("rank", "--feed", "-", "--weights", "caring=1", "--user", "u");

        assertThat(run.out().lines().map(String::stripTrailing)).containsExactly(
                "standard input",
                "  Kendall tau -1.00 to the engagement order, tau-b of the scores 0.25, coverage 0.75, 3 posts,",
                "  scored by fake/scorer",
                "  Weights: Caring +1.00",
                "  Degraded: personalize deadline (2 posts)",
                "",
                "  was → now     score",
                "    3 → 1      3.100  three",
                "                      Caring +3.50, Power-Dominance -0.40",
                "    2 → 2          –  (no text)",
                "                      not scored, keeps its place: empty text",
                "    1 → 3      3.100  ann.example: one line",
                "                      Caring +3.50, Power-Dominance -0.40");
    }

    @Test
    void showsTwentyRowsUnlessAskedForOthers() {
        assertThat(run("rank").out().lines().filter(line -> line.contains(" → ")).count()).isEqualTo(1 + 20);
        assertThat(run("rank").out()).contains("more)");
        assertThat(run("rank").out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void writesDegradationsIntoTheDocument() throws IOException {
        gateway.degraded = true;
        JsonNode feed = new ObjectMapper().readTree(run("rank", "--feed", "-", "--json").out()).at("/feeds/0");
        assertThat(feed.get("degradations").toString())
                .isEqualTo("[{\"stage\":\"personalize\",\"reason\":\"deadline\",\"affected_posts\":2}]");
    }

    @Test
    void ranksAnEmptyFeed() throws IOException {
        CliRun run = CliRun.with(Map.of(), "", "rank", "--gateway", gateway.address(), "--feed", "-", "--json");
        assertThat(run.code()).isZero();
        JsonNode feed = new ObjectMapper().readTree(run.out()).at("/feeds/0");
        assertThat(feed.get("ranked")).isEmpty();
        assertThat(feed.get("kendall_tau").isNull()).isTrue();
    }

    @Test
    void doesNothingWhenTheFileHasAMistakeInItsLastLine() throws IOException {
        Path file = Files.writeString(folder.resolve("feed.jsonl"), FEED + "{\"id\":\"d\",\"text\":\"\\ud800\"}\n");

        CliRun run = CliRun.of("rank", "--gateway", gateway.address(), "--feed", file.toString());

        assertThat(run.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("circumplex: " + file
                + ":4: text: character 1 is half of a surrogate pair (\\ud800); write the whole character\n");
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void takesTheGatewayFromTheEnvironment() {
        CliRun run = CliRun.with(Map.of("CIRCUMPLEX_GATEWAY", gateway.address()), FEED, "rank", "--feed", "-");
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void printsIdsForTheChallenge() {
        CliRun run = CliRun.with(
                Map.of("CIRCUMPLEX_GATEWAY", gateway.address()),
                "{\"items\":[{\"id\":\"a\",\"text\":\"one\"},{\"id\":\"b\",\"text\":\"two\"},{\"id\":\"a\"}]}",
                "rank", "--feed", "-", "--format", "prc", "--ids");
        assertThat(run.out()).isEqualTo("{\"ranked_ids\":[\"b\",\"a\"]}\n");
        assertThat(run.err())
                .isEqualTo("circumplex: standard input: items that repeat a post, as reposts do: 1; the first place of each post counts\n");
    }

    @Test
    void usesTheServicesThatRunOnItsDataFolder() throws IOException {
        RunningFiles.write(folder, ServiceName.GATEWAY, gateway.address());
        CliRun run = CliRun.with(Map.of("CIRCUMPLEX_DATA_DIR", folder.toString()), FEED, "rank", "--feed", "-");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEqualTo(
                "circumplex: using the gateway that runs at " + gateway.address() + " (data in " + folder + ")\n");
        assertThat(gateway.requests).hasSize(1);

        CliRun other = CliRun.of("classify", "hello", "--data", folder.toString());
        assertThat(other.code()).isEqualTo(ExitCodes.UNAVAILABLE);
        assertThat(other.err()).contains("classifier-svc of " + folder + " does not run, but gateway does");
    }

    @Test
    void refusesAnAnswerInAnotherValueSet() {
        gateway.valueSet = ValueSetRef.newBuilder().setId("schwartz-19").setVersion(2).setSha256("0".repeat(64)).build();
        CliRun run = run("rank", "--feed", "-", "--json");
        assertThat(run.code()).isEqualTo(ExitCodes.REFUSED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("use a command line and services of one version");
    }

    private CliRun run(String... arguments) {
        return CliRun.with(Map.of("CIRCUMPLEX_GATEWAY", gateway.address()), FEED, arguments);
    }
}
