package circumplex.classifier.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.llm.testing.Chat;
import circumplex.classifier.llm.testing.FakeLlm;
import circumplex.classifier.llm.testing.Reply;
import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.PostToClassify;
import circumplex.kit.testing.RunningService;
import circumplex.model.align.ScoreAlignment;
import circumplex.values.ValueSets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that learn from both scorers, and what the service makes of the result. The model is a fake one behind HTTP. */
class CompareScorersTest {

    private static final String CALM = "We met at the station and took the train number ";
    private static final String NATURE = "Protect the forest, the wildlife and the climate of the planet, says sign number ";
    private static final int PATIENCE_SECONDS = 60;

    private static FakeLlm llm;

    @TempDir
    private static Path folder;

    private record Run(int exit, String out, String err) {}

    @BeforeAll
    static void start() {
        llm = FakeLlm.start(CompareScorersTest::rate);
    }

    @AfterAll
    static void stop() {
        llm.close();
    }

    /** Far from the embedded model where a post is about nature, near to it elsewhere. */
    private static Reply rate(Chat chat) {
        return FakeLlm.rates(chat, text -> text.contains("forest") ? "6060606060606060606" : "1111111111111111111");
    }

    @Test
    void whatCalibrateCascadeWritesMakesTheServiceAskAboutDoubtfulPostsOnly() throws IOException, InterruptedException {
        Path posts = posts("cascade.jsonl", CascadeRule.MIN_POSTS + 40, true);
        Path rule = folder.resolve("cascade.json");
        int before = llm.chats().size();

        Run run = run(Map.of(), "calibrate-cascade", "--posts", posts.toString(), "--out", rule.toString(), "--rate", "0.02");

        assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
        CascadeRule learnt = CascadeRule.parse(Files.readAllBytes(rule), ValueSets.all().defaultSet());
        assertThat(learnt.answered()).isBetween(0.3, 0.7);
        int paid = llm.chats().size() - before;
        // The fake model says 120 tokens of every call.
        assertThat(run.out()).contains("1040 posts scored by both, 1 left out", "asked " + paid + " times: " + 120 * paid + " tokens");

        Map<String, Object> settings = settings("cascade");
        settings.put("circumplex.classifier.cascade-file", rule.toString());
        try (RunningService service = RunningService.start("classifier-svc", settings)) {
            untilTheModelIsKnown(service);
            int calls = llm.chats().size();
            List<ClassifiedPost> calm = classify(service, CALM);
            assertThat(llm.chats()).as("calm posts").hasSize(calls);
            assertThat(calm).allSatisfy(post -> {
                assertThat(post.getBaseScoresList()).singleElement().matches(scores -> scores.getScorerId().equals(learnt.quickId()));
                assertThat(post.getFallbackReasonValue()).isZero();
            });

            List<ClassifiedPost> asked = classify(service, NATURE).stream().filter(post -> post.getBaseScoresCount() == 2).toList();
            // At this rate the rule may leave a few of them to the embedded model.
            assertThat(asked).hasSizeGreaterThan(15);
            assertThat(asked).allSatisfy(post -> assertThat(post.getBaseScores(0).getScorerId()).isEqualTo(learnt.otherId()));
        }
    }

    @Test
    void alignScorerWritesAMapBetweenTheTwoScorers() throws IOException, InterruptedException {
        Path posts = posts("align.txt", ScoreAlignment.MIN_POSTS + 20, false);
        Path file = folder.resolve("alignment.json");

        Run run = run(Map.of(), "align-scorer", "--posts", posts.toString(), "--out", file.toString());

        assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
        ScoreAlignment alignment = ScoreAlignment.parse(Files.readAllBytes(file), ValueSets.all().defaultSet());
        assertThat(alignment.from()).startsWith("embedded/ngrams-1-");
        assertThat(alignment.to()).startsWith("llm-");
        assertThat(alignment.posts()).isEqualTo(ScoreAlignment.MIN_POSTS + 20);
    }

    @Test
    void tooFewPostsAndNoPlaceForTheResultAreToldBeforeAnythingIsAsked() throws IOException, InterruptedException {
        Path few = posts("few.txt", CascadeRule.MIN_POSTS - 1, false);
        Path enough = posts("enough.txt", CascadeRule.MIN_POSTS, false);
        int before = llm.chats().size();

        Run tooFew = run(Map.of(), "calibrate-cascade", "--posts", few.toString(), "--out", folder.resolve("few.json").toString());
        Run noFolder = run(Map.of(), "calibrate-cascade", "--posts", enough.toString(), "--out", folder.resolve("no/x.json").toString());

        assertThat(tooFew.exit()).isEqualTo(65);
        assertThat(tooFew.err()).contains("1000 different posts are needed", "these are 999");
        assertThat(noFolder.exit()).isEqualTo(65);
        assertThat(noFolder.err()).contains("--out: there is no folder");
        assertThat(llm.chats()).hasSize(before);
    }

    @Test
    void whatIsTypedWrongIsNamedWithItsRule() throws IOException, InterruptedException {
        String posts = Files.writeString(folder.resolve("bad.jsonl"), "a text\n{\"text\":7").toString();
        String out = folder.resolve("never.json").toString();

        assertThat(usage("calibrate-cascade", "--posts", posts)).startsWith("calibrate-cascade: --out: is needed");
        assertThat(usage("align-scorer", "--posts", "no-file", "--out", out)).startsWith("align-scorer: --posts: no-file is no file");
        assertThat(usage("align-scorer", "--posts", posts, "--out", out, "--rate", "0.1")).contains("'--rate' is no option");
        assertThat(usage("calibrate-cascade", "--posts", posts, "--posts", posts)).contains("--posts: is given twice");
        assertThat(usage("calibrate-cascade", "--posts")).contains("--posts: needs a value");
        for (String rate : List.of("1", "0", "NaN", "ten")) {
            assertThat(usage("calibrate-cascade", "--posts", posts, "--out", out, "--rate", rate))
                    .contains("--rate: must be a number above 0.0 and below 1.0, is '" + rate + "'");
        }
        Run line = run(Map.of(), "align-scorer", "--posts", posts, "--out", out);
        assertThat(line.exit()).isEqualTo(65);
        assertThat(line.err()).contains("--posts: line 2 is no JSON object");
    }

    private static String usage(String... args) throws InterruptedException {
        Run run = run(Map.of(), args);
        assertThat(run.exit()).as(run.err()).isEqualTo(64);
        return run.err();
    }

    @Test
    void aRunStopsAtTheLimitAndSaysSo() throws IOException, InterruptedException {
        Path posts = posts("limit.txt", CascadeRule.MIN_POSTS, false);

        Run run = run(
                Map.of("circumplex.budget.daily-tokens", 20_000),
                "calibrate-cascade", "--posts", posts.toString(), "--out", folder.resolve("limit.json").toString());

        assertThat(run.exit()).isEqualTo(65);
        assertThat(run.out()).contains("the limit of one run is reached (20000 tokens");
        assertThat(folder.resolve("limit.json")).doesNotExist();
    }

    private static Run run(Map<String, Object> more, String... args) throws InterruptedException {
        Map<String, Object> settings = settings("embedded");
        settings.putAll(more);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = CompareScorers.run(
                args, settings, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> settings(String scorer) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("circumplex.classifier.scorer", scorer);
        settings.put("circumplex.llm.base-url", llm.url());
        settings.put("circumplex.llm.model", "fake-model");
        settings.put("circumplex.llm.probe-millis", 100);
        return settings;
    }

    /** Half of them about nature, each its own. One blank line more, which nobody can score. */
    private static Path posts(String name, int count, boolean json) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String post = (i % 2 == 0 ? CALM : NATURE) + i;
            lines.add(json ? "{\"text\":\"" + post + "\"}" : post);
        }
        if (json) {
            lines.add("{\"text\":\" \"}");
        }
        return Files.write(folder.resolve(name), lines);
    }

    private static void untilTheModelIsKnown(RunningService service) {
        long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        for (int i = 0; classify(service, NATURE + i).stream().allMatch(post -> post.getBaseScoresCount() < 2); i++) {
            assertThat(System.nanoTime()).as("the model is never asked").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Twenty posts that begin like this. */
    private static List<ClassifiedPost> classify(RunningService service, String text) {
        ClassifyPostsRequest.Builder request = ClassifyPostsRequest.newBuilder();
        for (int i = 0; i < 20; i++) {
            request.addPosts(PostToClassify.newBuilder().setPostId("p" + i).setText(text + " " + (5_000 + i)));
        }
        return ClassifierServiceGrpc.newBlockingStub(service.channel())
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .classifyPosts(request.build())
                .getPostsList();
    }
}
