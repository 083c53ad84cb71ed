package circumplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.v1.ClassifyStreamRequest;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassifyCommandTest {

    private final FakeClassifier classifier = new FakeClassifier();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        classifier.close();
    }

    @Test
    void printsTheValuesOfOneText() {
        CliRun run = run("", "classify", "abc");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("""
                Language en, scored by fake/scorer earlier
                   3.00  Caring                 benevolence_caring
                """);
        assertThat(run("", "classify", " ").out()).isEqualTo("Language und, not scored: empty text\n");
    }

    @Test
    void printsJsonOfOneText() {
        CliRun run = run("", "classify", "abc", "--json");
        assertThat(run.out())
                .startsWith("{\"id\":\"text\",\"scores\":{\"self_direction_thought\":0.0,")
                .contains("\"benevolence_caring\":3.0,")
                .endsWith("},\"scorer\":\"fake/scorer\",\"cached\":true,\"language\":\"en\"}\n");
    }

    @Test
    void writesOneLineForEachPostInOrderAndInBatches() throws IOException {
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), posts(1_201));
        Path scores = folder.resolve("scores.jsonl");
        Files.writeString(scores, "old");

        CliRun run = run("", "classify", "--file", posts.toString(), "--out", scores.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        List<String> lines = Files.readAllLines(scores);
        assertThat(lines).hasSize(1_201);
        IntStream.range(0, lines.size()).forEach(i -> assertThat(lines.get(i)).startsWith("{\"id\":\"p" + i + "\","));
        assertThat(classifier.batches).extracting(ClassifyStreamRequest::getPostsCount).hasSize(13).startsWith(100, 100).endsWith(1);
        assertThat(files()).containsExactlyInAnyOrder("posts.jsonl", "scores.jsonl");
    }

    @Test
    void keepsBatchesSmall() throws IOException {
        String text = "é".repeat(10_000);
        String posts = IntStream.range(0, 250)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"text\":\"" + text + "\"}")
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("posts.jsonl"), posts);

        assertThat(run("", "classify", "--file", file.toString()).code()).isZero();

        assertThat(classifier.batches).allSatisfy(batch -> assertThat(batch.getSerializedSize()).isLessThan(1 << 20));
        assertThat(classifier.batches.stream().mapToInt(ClassifyStreamRequest::getPostsCount).sum()).isEqualTo(250);
    }

    @Test
    void readsStandardInputAndSaysWhyAPostHasNoScores() {
        CliRun run = run("{\"id\":\"a\",\"text\":\"\"}\n", "classify", "--file", "-");
        assertThat(run.out()).isEqualTo(
                "{\"id\":\"a\",\"scores\":{},\"scorer\":null,\"cached\":false,\"language\":\"und\",\"unscored\":\"empty_text\"}\n");
    }

    @Test
    void goesOnAfterTheLastWholeLine() throws IOException {
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), posts(700));
        Path scores = Files.writeString(folder.resolve("scores.jsonl"), "old");
        classifier.endAtBatch = 4;

        CliRun cut = run("", "classify", "--file", posts.toString(), "--out", scores.toString());

        assertThat(cut.code()).isEqualTo(ExitCodes.REFUSED);
        assertThat(cut.err()).contains("the same command goes on after it");
        assertThat(scores).hasContent("old");
        List<String> left = files();
        assertThat(left).hasSize(3);
        Path part = folder.resolve(left.stream().filter(name -> name.endsWith(".part")).findFirst().orElseThrow());
        assertThat(Files.readAllLines(part)).hasSize(300);
        // As a process leaves it that is killed while it writes.
        Files.writeString(part, "{\"id\":\"p300\",\"sco", StandardOpenOption.APPEND);

        CliRun second = run("", "classify", "--file", posts.toString(), "--out", scores.toString());

        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err()).contains("going on after 300 of 700 posts");
        assertThat(classifier.batches.stream().mapToInt(ClassifyStreamRequest::getPostsCount).sum()).as("no post twice").isEqualTo(700);
        List<String> lines = Files.readAllLines(scores);
        assertThat(lines).hasSize(700);
        IntStream.range(0, lines.size()).forEach(i -> assertThat(lines.get(i)).startsWith("{\"id\":\"p" + i + "\",").containsOnlyOnce("\"id\""));
        assertThat(files()).containsExactlyInAnyOrder("posts.jsonl", "scores.jsonl");
    }

    @Test
    void anotherFileBeginsAnew() throws IOException {
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), posts(300));
        Path scores = folder.resolve("scores.jsonl");
        classifier.endAtBatch = 2;
        assertThat(run("", "classify", "--file", posts.toString(), "--out", scores.toString()).code()).isEqualTo(ExitCodes.REFUSED);
        Files.writeString(posts, posts(250));

        CliRun run = run("", "classify", "--file", posts.toString(), "--out", scores.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("going on");
        assertThat(Files.readAllLines(scores)).hasSize(250);
    }

    @Test
    void aStreamThatIsCutIsOpenedAgain() throws IOException {
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), posts(1_000));
        Path scores = folder.resolve("scores.jsonl");
        classifier.endAtBatch = 6;
        classifier.end = Status.UNAVAILABLE;

        CliRun run = run("", "classify", "--file", posts.toString(), "--out", scores.toString());

        assertThat(run.code()).as(run.err()).isZero();
        List<String> lines = Files.readAllLines(scores);
        IntStream.range(0, 1_000).forEach(i -> assertThat(lines.get(i)).startsWith("{\"id\":\"p" + i + "\","));
        assertThat(lines).hasSize(1_000);
    }

    @Test
    void asksNothingWhenALineHasAMistake() throws IOException {
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), posts(700) + "{\"id\":\"p3\",\"text\":\"x\"}\n[]");
        CliRun run = run("", "classify", "--file", posts.toString(), "--out", folder.resolve("scores.jsonl").toString());
        assertThat(run.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(run.err())
                .contains("posts.jsonl:701: id: 'p3' is already on line 4")
                .contains("posts.jsonl:702: must be a JSON object")
                .contains("posts.jsonl: 2 lines cannot be used");
        assertThat(classifier.batches).isEmpty();
        assertThat(files()).containsExactly("posts.jsonl");
    }

    @Test
    void leavesOutBadLinesWhereThatIsWanted() throws IOException {
        String tooLong = "{\"id\":\"long\",\"text\":\"" + "x".repeat(1 << 20) + "\"}\n";
        String bad = "{\"id\":7}\n".repeat(30);
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), tooLong + posts(2) + bad + "{\"id\":\"z\",\"text\":\"\"}\n");
        Path scores = folder.resolve("scores.jsonl");

        CliRun run = run("", "classify", "--file", posts.toString(), "--out", scores.toString(), "--skip-bad-lines");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("posts.jsonl:1: is longer than")
                .contains("posts.jsonl:4: id: must be a string")
                .contains("and 11 more")
                .doesNotContain("posts.jsonl:33:");
        assertThat(Files.readAllLines(scores)).hasSize(3).last().asString().contains("\"id\":\"z\"");
        assertThat(run("", "classify", "abc", "--skip-bad-lines").code()).isEqualTo(ExitCodes.BAD_INPUT);
    }

    @Test
    void refusesAnOutputThatWouldDestroySomething() throws IOException {
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), posts(1));
        for (String out : List.of(posts.toString(), folder.toString(), "/dev/null", folder.resolve("no/folder").toString())) {
            CliRun run = run("", "classify", "--file", posts.toString(), "--out", out);
            assertThat(run.code()).as(out).isEqualTo(ExitCodes.BAD_INPUT);
            assertThat(run.err()).startsWith("circumplex: --out: ");
        }
        assertThat(classifier.batches).isEmpty();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private CliRun run(String in, String... arguments) {
        return CliRun.with(Map.of("CIRCUMPLEX_CLASSIFIER", classifier.address()), in, arguments);
    }

    private static String posts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"id\":\"p" + i + "\",\"text\":\"x\"}\n").collect(Collectors.joining());
    }
}
