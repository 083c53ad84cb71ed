package circumplex.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FeedFileTest {

    private static final String GOOD = "{\"id\":\"a\",\"text\":\"one\"}";

    @TempDir
    private Path folder;

    @Test
    void readsEveryFieldInLineOrder() {
        FeedFile feed = read("{\"id\":\"b\",\"text\":\"two\",\"author\":\"x\",\"likes\":3,\"reposts\":2,\"replies\":1,"
                + "\"reply_to\":\"a\",\"created_at\":\"2026-01-01\"}\n" + GOOD);

        assertThat(feed.posts()).extracting(Post::id).containsExactly("b", "a");
        Post post = feed.find("b").orElseThrow();
        assertThat(post.text()).isEqualTo("two");
        assertThat(post.author()).contains("x");
        assertThat(post.likes()).isEqualTo(OptionalLong.of(3));
        assertThat(post.reposts()).isEqualTo(OptionalLong.of(2));
        assertThat(post.replies()).isEqualTo(OptionalLong.of(1));
        assertThat(post.replyTo()).contains("a");
        assertThat(post.createdAt()).contains("2026-01-01");
    }

    @Test
    void takesWhatIsNotPartOfTheFormat() {
        assertThat(read("").posts()).isEmpty();
        assertThat(read("\uFEFF").posts()).isEmpty();
        assertThat(read("\uFEFF" + GOOD + "\r\n\n  \n").posts()).hasSize(1);
        assertThat(read("{\"id\":\"a\",\"text\":\"\",\"lang\":{\"x\":[1]},\"author\":null,\"likes\":null}").posts()).hasSize(1);
        assertThat(read("{\"id\":\"a\",\"text\":\"\\ud83d\\ude00 \\u2028\"}").posts().get(0).text()).isEqualTo("😀 \u2028");
    }

    @Test
    void takesTheLargestFeedAndTheLongestPost() {
        String text = "😀".repeat(PostText.MAX_CODE_POINTS);
        assertThat(read(posts(FeedFile.MAX_POSTS)).posts()).hasSize(FeedFile.MAX_POSTS);
        assertThat(read("{\"id\":\"a\",\"text\":\"" + text + "\"}").posts().get(0).text()).isEqualTo(text);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("not JSON", GOOD + "\n{\"id\":", "feed:2: is not JSON: it ends at column 7"),
                mistake("two values", GOOD + "\n\n{} {}", "feed:3: is not JSON at column"),
                mistake("bare words", "secret words", "feed:1: is not JSON at column"),
                mistake("array", "[1]", "feed:1: must be a JSON object in braces, is array"),
                mistake("string", "\"x\"", "feed:1: must be a JSON object in braces, is string"),
                mistake("id missing", "{\"text\":\"x\"}", "feed:1: id: is missing"),
                mistake("text missing", GOOD + "\n{\"id\":\"b\"}", "feed:2: text: is missing"),
                mistake("id number", "{\"id\":7,\"text\":\"x\"}", "feed:1: id: must be a string in quotes, is the number 7"),
                mistake("id null", "{\"id\":null,\"text\":\"x\"}", "feed:1: id: must be a string in quotes, is null"),
                mistake("id empty", "{\"id\":\"\",\"text\":\"x\"}", "feed:1: id: must have 1 to 256 bytes, has 0"),
                mistake("id long", "{\"id\":\"" + "é".repeat(129) + "\",\"text\":\"x\"}", "feed:1: id: must have 1 to 256 bytes, has 258"),
                mistake("text object", "{\"id\":\"a\",\"text\":{}}", "feed:1: text: must be a string in quotes, is object"),
                mistake("author array", "{\"id\":\"a\",\"text\":\"x\",\"author\":[]}", "feed:1: author: must be a string"),
                mistake("reply_to number", "{\"id\":\"a\",\"text\":\"x\",\"reply_to\":1}", "feed:1: reply_to: must be a string"),
                mistake("created_at number", "{\"id\":\"a\",\"text\":\"x\",\"created_at\":1}", "feed:1: created_at: must be a string"),
                mistake("likes string", "{\"id\":\"a\",\"text\":\"x\",\"likes\":\"1\"}", "feed:1: likes: must be a whole number"),
                mistake("reposts negative", "{\"id\":\"a\",\"text\":\"x\",\"reposts\":-1}", "feed:1: reposts: must be a whole number"),
                mistake("replies fraction", "{\"id\":\"a\",\"text\":\"x\",\"replies\":1.5}", "feed:1: replies: must be a whole number"),
                mistake("likes huge", "{\"id\":\"a\",\"text\":\"x\",\"likes\":1" + "0".repeat(30) + "}", "feed:1: likes: must be a whole"),
                mistake("likes NaN", "{\"id\":\"a\",\"text\":\"x\",\"likes\":NaN}", "feed:1: is not JSON at column"),
                mistake("duplicate id", GOOD + "\n\n" + GOOD, "feed:3: id: 'a' is already on line 1; ids must be unique"),
                mistake("duplicate key", "{\"id\":\"a\",\"text\":\"x\",\"text\":\"y\"}", "feed:1: text: appears twice in one object"),
                mistake("nested duplicate key", "{\"id\":\"a\",\"text\":\"x\",\"o\":{\"k\":1,\"k\":2}}", "feed:1: k: appears twice"),
                mistake("lone high surrogate", "{\"id\":\"a\",\"text\":\"ab\\ud800\"}", "feed:1: text: character 3 is half of a surrogate pair (\\ud800)"),
                mistake("lone low surrogate", "{\"id\":\"a\",\"text\":\"😀\\udc00\"}", "feed:1: text: character 2 is half of a surrogate pair (\\udc00)"),
                mistake("surrogate in id", "{\"id\":\"\\ud800\",\"text\":\"x\"}", "feed:1: id: character 1 is half of a surrogate pair"),
                mistake("surrogate in author", "{\"id\":\"a\",\"text\":\"x\",\"author\":\"\\udfff\"}", "feed:1: author: character 1 is half"),
                mistake("NUL in text", "{\"id\":\"a\",\"text\":\"x\\u0000\"}", "feed:1: text: character 2 is NUL"),
                mistake("NUL byte", "{\"id\":\"a\",\"text\":\"x\0\"}", "feed:1: is not JSON at column"),
                mistake("text long", "{\"id\":\"a\",\"text\":\"" + "é".repeat(10_001) + "\"}", "feed:1: text: must have at most 10000 characters, has 10001"),
                mistake("501 posts", posts(501), "feed:501: is post 501; a feed has at most 500, split the file"),
                mistake("deep nesting", "{\"id\":\"a\",\"text\":\"x\",\"o\":" + "[".repeat(5_000), "feed:1: is not JSON;"),
                mistake("long line", "\n" + " ".repeat(PostReader.MAX_LINE_BYTES + 1), "feed:2: is longer than 1048576 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void namesFileLineAndFieldOfAMistake(String name, String content, String message) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> read(content))
                .withMessageStartingWith(message)
                .satisfies(mistake -> assertThat(mistake.getMessage()).doesNotContain("secret").doesNotContain("\n"));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        for (int[] bytes : new int[][] {{0xC3, 0x28}, {0xED, 0xA0, 0x80}, {0xC0, 0xAF}, {0xF4, 0x90, 0x80, 0x80}, {0xE2, 0x82}}) {
            byte[] line = GOOD.replace("one", "...").getBytes(UTF_8);
            byte[] second = new byte[line.length + bytes.length];
            System.arraycopy(line, 0, second, 0, line.length);
            IntStream.range(0, bytes.length).forEach(i -> second[line.length + i] = (byte) bytes[i]);
            byte[] file = (GOOD + "\n" + new String(second, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThatExceptionOfType(BadInput.class)
                    .isThrownBy(() -> FeedFile.read("feed", new ByteArrayInputStream(file)))
                    .withMessage("feed:2: is not UTF-8; save the file as UTF-8");
        }
    }

    @Test
    void namesAFileThatCannotBeOpened() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> FeedFile.read(folder.resolve("none.jsonl")))
                .withMessageEndingWith("none.jsonl: there is no such file; check the path");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> FeedFile.read(folder))
                .withMessageEndingWith(": is a folder; name a file of posts");
    }

    @Test
    void readsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("two words.jsonl"), GOOD);
        assertThat(FeedFile.read(file).posts()).hasSize(1);
    }

    private static Arguments mistake(String name, String content, String message) {
        return Arguments.of(name, content, message);
    }

    private static String posts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"text\":\"x\"}")
                .collect(Collectors.joining("\n"));
    }

    private static FeedFile read(String content) {
        return FeedFile.read("feed", new ByteArrayInputStream(content.getBytes(UTF_8)));
    }
}
