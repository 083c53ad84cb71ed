package circumplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.cli.services.ServiceName;
import circumplex.gateway.v1.FeedAuthorCap;
import circumplex.gateway.v1.FeedFloor;
import circumplex.gateway.v1.FeedFloorLimit;
import circumplex.gateway.v1.FeedPost;
import circumplex.gateway.v1.FeedRules;
import circumplex.gateway.v1.FloorAction;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RemovalReason;
import circumplex.gateway.v1.UnjudgedTreatment;
import circumplex.gateway.v1.UnmetRule;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                  "weights":{"benevolence_caring":1.0,"power_dominance":-0.5},"scorer":"fake/scorer","calibrator":"","floor_unjudged":0,"removed":[],"ranked":[
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
    void sendsTheRulesThatWereAskedFor() {
        CliRun run = run(
                "rank", "--feed", "-", "--limit", "power_dominance=3,face=1..4.5:end", "--unjudged", "breach", "--blend", "0.25",
                "--author-cap", "2/10", "--max-displacement", "0");

        assertThat(run.code()).as(run.err()).isZero();
        RankFeedRequest sent = gateway.last(RankFeedRequest.class);
        assertThat(sent.getRules())
                .isEqualTo(FeedRules.newBuilder()
                        .setFloor(FeedFloor.newBuilder()
                                .addLimits(FeedFloorLimit.newBuilder().setValueId("power_dominance").setAtMost(3))
                                .addLimits(FeedFloorLimit.newBuilder().setValueId("face").setAtLeast(1).setAtMost(4.5f))
                                .setAction(FloorAction.FLOOR_ACTION_SEND_TO_END)
                                .setUnjudged(UnjudgedTreatment.UNJUDGED_TREATMENT_BREACH))
                        .setEngagementBlendMilli(250)
                        .setAuthorCap(FeedAuthorCap.newBuilder().setMaxPosts(2).setWindow(10))
                        .setMaxDisplacement(0)
                        .build());

        run("rank", "--feed", "-", "--limit", "dominance=2..:remove");
        FeedRules rules = gateway.last(RankFeedRequest.class).getRules();
        assertThat(rules.getFloor().getLimitsList())
                .containsExactly(FeedFloorLimit.newBuilder().setValueId("power_dominance").setAtLeast(2).build());
        assertThat(rules.getFloor().getAction()).isEqualTo(FloorAction.FLOOR_ACTION_REMOVE);
        assertThat(rules.hasMaxDisplacement()).isFalse();

        run("rank", "--feed", "-");
        assertThat(gateway.last(RankFeedRequest.class).hasRules()).isFalse();
    }

    @Test
    void authorsLeaveAsNumbersAndOnlyForTheAuthorCap() {
        String feed = FEED + "{\"id\":\"d\",\"text\":\"four\",\"author\":\"bo.example\"}\n"
                + "{\"id\":\"e\",\"text\":\"five\",\"author\":\"ann.example\"}\n";
        Map<String, String> environment = Map.of("CIRCUMPLEX_GATEWAY", gateway.address());

        CliRun.with(environment, feed, "rank", "--feed", "-", "--author-cap", "1/2");
        assertThat(gateway.last(RankFeedRequest.class).getPostsList())
                .extracting(FeedPost::getAuthorKey)
                .containsExactly("1", "", "", "2", "1");

        CliRun.with(environment, feed, "rank", "--feed", "-", "--blend", "1");
        assertThat(gateway.last(RankFeedRequest.class).getPostsList()).extracting(FeedPost::getAuthorKey).containsOnly("");

        CliRun nobody = CliRun.with(environment, "{\"id\":\"a\",\"text\":\"x\"}\n", "rank", "--feed", "-", "--author-cap", "1/2");
        assertThat(nobody.err()).isEqualTo("circumplex: no post of the feed says whose it is, so --author-cap changes nothing\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--limit            | dominance=7       | --limit 'dominance=7': must be MOST, LEAST.. or LEAST..MOST with numbers from 0 to 6",
        "--limit            | dominance=-1      | --limit 'dominance=-1': must be",
        "--limit            | dominance=..      | --limit 'dominance=..': must be",
        "--limit            | dominance=4..3    | --limit 'dominance=4..3': must be",
        "--limit            | dominance=3:hide  | --limit 'dominance=3:hide': must be",
        "--limit            | dominance         | --limit 'dominance': must be VALUE=NUMBER",
        "--limit            | fase=3            | 'fase' is not a value",
        "--unjudged         | pass              | --unjudged: says what a floor does; name one with --limit",
        "--blend            | 1.5               | --blend: must be a number from 0 to 1 in steps of 0.001, was '1.5'",
        "--blend            | 0.0005            | --blend: must be a number",
        "--author-cap       | 3/2               | --author-cap: must be K/N with 1 <= K <= N <= 10000, for example 2/10, was '3/2'",
        "--author-cap       | 2                 | --author-cap: must be",
        "--author-cap       | 0/2               | --author-cap: must be",
        "--max-displacement | -1                | --max-displacement: must be 0 to 10000, was -1",
        "--max-displacement | 10001             | --max-displacement: must be 0 to 10000, was 10001"
    })
    void refusesRulesThatCannotBeUsed(String option, String typed, String message) {
        CliRun run = run("rank", "--feed", "-", option, typed);

        assertThat(run.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(run.err()).contains(message);
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void showsWhatTheRulesDid() throws IOException {
        gateway.twist = answer -> {
            RankFeedResponse.Builder ruled = answer.toBuilder().setFloorUnjudged(1).removeRanked(2);
            ruled.addRemovedBuilder().setPostId("a").setReason(RemovalReason.REMOVAL_REASON_FLOOR).addBreachedValueIds("power_dominance");
            ruled.addRemovedBuilder().setPostId("b").setReason(RemovalReason.REMOVAL_REASON_UNJUDGED);
            ruled.getRankedBuilder(0).addUnmet(UnmetRule.UNMET_RULE_AUTHOR_CAP).addBreachedValueIds("face");
            return ruled.build();
        };

        String table = run("rank", "--feed", "-").out();
        assertThat(table.replaceAll("\\s+", " "))
                .contains("3 posts, 1 of them not judged by the floor")
                .contains("; breaks the limit on Face-Reputation; too close to others of its author");
        assertThat(table.lines().map(String::strip))
                .containsSequence(
                        "removed by the floor",
                        "ann.example: one line",
                        "breaks the limit on Power-Dominance",
                        "(no text)",
                        "nobody could judge it");
        JsonNode feed = new ObjectMapper().readTree(run("rank", "--feed", "-", "--json").out()).at("/feeds/0");
        assertThat(feed.get("floor_unjudged").intValue()).isEqualTo(1);
        assertThat(feed.get("removed").toString())
                .isEqualTo("[{\"post_id\":\"a\",\"reason\":\"floor\",\"breached\":[\"power_dominance\"]},"
                        + "{\"post_id\":\"b\",\"reason\":\"unjudged\"}]");
        assertThat(feed.at("/ranked/0/breached/0").textValue()).isEqualTo("face");
        assertThat(feed.at("/ranked/0/unmet/0").textValue()).isEqualTo("author_cap");
        assertThat(feed.at("/ranked/1").has("unmet")).isFalse();
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
