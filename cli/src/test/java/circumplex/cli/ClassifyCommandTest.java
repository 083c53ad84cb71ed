package circumplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(classifier.requests).extracting(request -> request.getPostsCount()).containsExactly(500, 500, 201);
        assertThat(files()).containsExactlyInAnyOrder("posts.jsonl", "scores.jsonl");
    }

    @Test
    void keepsRequestsSmall() throws IOException {
        String text = "é".repeat(10_000);
        String posts = IntStream.range(0, 250)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"text\":\"" + text + "\"}")
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("posts.jsonl"), posts);

        assertThat(run("", "classify", "--file", file.toString()).code()).isZero();

        assertThat(classifier.requests).allSatisfy(request -> assertThat(request.getSerializedSize()).isLessThan(4 << 20));
        assertThat(classifier.requests.stream().mapToInt(request -> request.getPostsCount()).sum()).isEqualTo(250);
    }

    @Test
    void readsStandardInputAndSaysWhyAPostHasNoScores() {
        CliRun run = run("{\"id\":\"a\",\"text\":\"\"}\n", "classify", "--file", "-");
        assertThat(run.out()).isEqualTo(
                "{\"id\":\"a\",\"scores\":{},\"scorer\":null,\"cached\":false,\"language\":\"und\",\"unscored\":\"empty_text\"}\n");
    }

    @Test
    void leavesTheOldFileWhenAServiceFailsHalfWay() throws IOException {
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), posts(700));
        Path scores = Files.writeString(folder.resolve("scores.jsonl"), "old");
        classifier.failAtRequest = 2;

        CliRun run = run("", "classify", "--file", posts.toString(), "--out", scores.toString());

        assertThat(run.code()).isEqualTo(ExitCodes.UNAVAILABLE);
        assertThat(scores).hasContent("old");
        assertThat(files()).containsExactlyInAnyOrder("posts.jsonl", "scores.jsonl");
    }

    @Test
    void asksNothingWhenTheLastLineHasAMistake() throws IOException {
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), posts(700) + "{\"id\":\"p3\",\"text\":\"x\"}");
        CliRun run = run("", "classify", "--file", posts.toString(), "--out", folder.resolve("scores.jsonl").toString());
        assertThat(run.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(run.err()).contains("posts.jsonl:701: id: 'p3' is already on line 4");
        assertThat(classifier.requests).isEmpty();
        assertThat(files()).containsExactly("posts.jsonl");
    }

    @Test
    void refusesAnOutputThatWouldDestroySomething() throws IOException {
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), posts(1));
        for (String out : List.of(posts.toString(), folder.toString(), "/dev/null", folder.resolve("no/folder").toString())) {
            CliRun run = run("", "classify", "--file", posts.toString(), "--out", out);
            assertThat(run.code()).as(out).isEqualTo(ExitCodes.BAD_INPUT);
            assertThat(run.err()).startsWith("circumplex: --out: ");
        }
        assertThat(classifier.requests).isEmpty();
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
