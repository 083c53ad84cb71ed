package circumplex.cli.feed.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import circumplex.cli.feed.BadInput;
import circumplex.cli.feed.FeedFile;
import circumplex.cli.feed.Post;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents of platforms, in posts of our own writing. */
final class FeedsTest {

    @Test
    void readsATimelineOfBluesky() {
        Feeds.Read read = Feeds.read("timeline", sample("bluesky-timeline.json"), null);

        assertThat(read.feed().posts())
                .extracting(post -> post.id().substring(post.id().length() - 4))
                .containsExactly("3kaa", "3kbb", "3kcc");
        Post first = read.feed().posts().get(0);
        assertThat(first.text()).startsWith("The nine o'clock boat");
        assertThat(first.author()).contains("ferry.example");
        assertThat(first.likes()).isEqualTo(OptionalLong.of(96));
        assertThat(first.reposts()).isEqualTo(OptionalLong.of(12));
        assertThat(first.replies()).isEqualTo(OptionalLong.of(4));
        assertThat(first.createdAt()).contains("2026-05-02T07:58:00.000Z");
        assertThat(read.feed().posts().get(1).text()).as("a picture has no text, and its description is none").isEmpty();
        Post reply = read.feed().posts().get(2);
        assertThat(reply.text()).as("without the quoted post").isEqualTo("This, and then double the fares for people who can pay them.");
        assertThat(reply.replyTo()).contains(first.id());
        assertThat(read.notes()).containsExactly(
                "timeline: items that repeat a post, as reposts do: 1; the first place of each post counts",
                "timeline: items left out, because their posts are deleted or blocked: 2");
    }

    @Test
    void readsARequestOfTheChallenge() {
        Feeds.Read read = Feeds.read("request", sample("challenge-request.json"), null);

        assertThat(read.notes()).isEmpty();
        assertThat(read.feed().posts()).hasSize(4);
        Post first = read.feed().posts().get(0);
        assertThat(first.text()).startsWith("Our street bought the corner shop\n\nForty households");
        assertThat(first.author()).contains("60b46b73");
        assertThat(first.likes()).isEqualTo(OptionalLong.of(340));
        assertThat(first.replies()).isEqualTo(OptionalLong.of(57));
        assertThat(read.feed().posts().get(1).likes()).as("a score may be negative and is not read").isEmpty();
        assertThat(read.feed().posts().get(2).likes()).isEqualTo(OptionalLong.of(5));
        assertThat(read.feed().posts().get(2).replyTo()).contains("c0ffee00-0000-4000-8000-000000000002");
        assertThat(read.feed().posts().get(3).text()).isEqualTo("A picture of the freezer");
    }

    @Test
    void tellsFormatsApartByTheirContent() {
        String post = "{\"id\":\"a\",\"text\":\"x\",\"feed\":[],\"items\":[]}";
        assertThat(read(post, null).posts()).hasSize(1);
        assertThat(read("{\"feed\":[],\"text\":\"x\",\"id\":\"a\"}\n{\"id\":\"b\",\"text\":\"y\"}", null).posts()).hasSize(2);
        assertThat(read("", null).posts()).isEmpty();
        assertThat(read("\uFEFF{\"cursor\":\"c\",\"feed\":[]}", null).posts()).isEmpty();
        assertThat(read("{\"items\":[{\"id\":\"a\"}]}", null).posts()).singleElement().matches(each -> each.text().isEmpty());
        assertThat(read("{\"items\":[{\"id\":\"a\"}],\"feed\":[{\"post\":{\"uri\":\"u\"}}]}", FeedFormat.PRC).find("a")).isPresent();
        assertThat(read("{\"items\":[{\"id\":\"a\"}],\"feed\":[{\"post\":{\"uri\":\"u\"}}]}", FeedFormat.BLUESKY).find("u")).isPresent();
        String late = "{\"survey\":\"" + "x".repeat(900_000) + "\",\"items\":[{\"id\":\"a\",\"text\":\"" + "y".repeat(9_000) + "\"}]}";
        assertThat(read(late, null).posts()).hasSize(1);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("{\"feed\":[{\"post\":{\"uri\":\"u\",\"record\":{\"text\":7}}}]}", "f: feed[0].post.record.text: must be a string, is the number 7"),
                mistake("{\"feed\":[{\"post\":{\"uri\":\"u\"}},{\"post\":{}}]}", "f: feed[1].post.uri: is missing"),
                mistake("{\"feed\":[{\"post\":null}]}", "f: feed[0].post: is missing"),
                mistake("{\"feed\":[\"secret\"]}", "f: feed[0]: must be an object, is string"),
                mistake("{\"feed\":[{\"post\":{\"uri\":\"" + "u".repeat(257) + "\"}}]}", "f: feed[0].post.uri: must have 1 to 256 bytes, has 257"),
                mistake("{\"feed\":[{\"post\":{\"uri\":\"u\",\"author\":[]}}]}", "f: feed[0].post.author: must be an object, is array"),
                mistake("{\"feed\":[{\"post\":{\"uri\":\"u\",\"likeCount\":-1}}]}", "f: feed[0].post.likeCount: must be a whole number of at least 0, is the number -1"),
                mistake("{\"feed\":[{\"post\":{\"uri\":\"u\",\"record\":{\"text\":\"secret\\ud800\"}}}]}", "f: feed[0].post.record.text: character 7 is half of a surrogate pair"),
                mistake("{\"feed\":[{\"post\":{\"uri\":\"u\",\"record\":{\"text\":\"" + "x".repeat(10_001) + "\"}}}]}", "f: feed[0].post.record.text: must have at most 10000 characters, has 10001"),
                mistake("{\"items\":[{\"id\":7}]}", "f: items[0].id: must be a string, is the number 7"),
                mistake("{\"items\":[{\"id\":\"a\",\"engagements\":{\"like\":1.5}}]}", "f: items[0].engagements.like: must be a whole number of at least 0"),
                mistake("{\"items\":[{\"id\":\"a\",\"text\":{\"secret\":1}}]}", "f: items[0].text: must be a string, is object"),
                mistake("{\"items\":[{\"id\":\"a\",\"title\":\"" + "x".repeat(6_000) + "\",\"text\":\"" + "y".repeat(6_000) + "\"}]}", "f: items[0]: title and text: must have at most 10000 characters, has 12002"),
                mistake("{\"items\":[{\"id\":\"a\",\"text\":\"secret\"", "f: is not JSON at line 1, column"),
                mistake("{\"items\":[secret]}", "f: is not JSON at line 1, column"),
                mistake("{\"items\":[{\"id\":\"secret\",\"id\":\"secret\"}]}", "f: a field appears twice in one object at line 1, column"),
                mistake("{\"items\":[]}{}", "f: must be one JSON object; something follows it"),
                mistake("{\"items\":[" + "[".repeat(3_000), "f: is not JSON"),
                mistake("{\"items\":[" + many(501) + "]}", "f: items[500]: is post 501; a feed has at most 500, split the file"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesPathAndRuleAndNeverTheText(String content, String message) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> read(content, null))
                .withMessageStartingWith(message)
                .satisfies(mistake -> assertThat(mistake.getMessage()).doesNotContain("secret").doesNotContain("\n"));
    }

    @Test
    void saysWhenADocumentIsNotOfTheFormatThatWasNamed() {
        assertMistake("[1]", FeedFormat.BLUESKY, "f: must be a JSON object in braces");
        assertMistake("{\"items\":[]}", FeedFormat.BLUESKY, "f: feed: is missing; this format has its posts there");
        assertMistake("{\"items\":7}", FeedFormat.PRC, "f: items: must be an array");
        assertMistake("{\"items\":{}}", null, "f: items: must be an array");
        assertMistake("{\"cursor\":\"x\",\"feed\":null}", null, "f: feed: must be an array");
        assertMistake("{\"posts\":[]}", null, "f:1: id: is missing; every line needs \"id\" and \"text\", and what a platform answers has \"feed\" or \"items\"");
        assertMistake("{\"feed\":[]}", FeedFormat.JSONL, "f:1: id: is missing");
        assertMistake("", FeedFormat.PRC, "f: must be a JSON object in braces");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] bytes = "{\"items\":[{\"id\":\"a\",\"text\":\"?\"}]}".getBytes(UTF_8);
        bytes[28] = (byte) 0xC3;
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Feeds.read("f", new ByteArrayInputStream(bytes), FeedFormat.PRC))
                .withMessage("f: is not UTF-8; save the file as UTF-8");
    }

    @Test
    void readsTheLargestFeedAndNoDocumentWithoutEnd() {
        assertThat(read("{\"items\":[" + many(500) + "," + many(500) + "]}", null).posts()).hasSize(500);
        String endless = "{\"items\":[" + "{\"id\":\"a\"},".repeat((FeedDocument.MAX_BYTES + 1024) / 11);
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> read(endless, null))
                .withMessage("f: is longer than 64 MiB; split the file");
    }

    private static String many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"id\":\"" + i + "\"}").collect(Collectors.joining(","));
    }

    private static void assertMistake(String content, @Nullable FeedFormat format, String message) {
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> read(content, format)).withMessageStartingWith(message);
    }

    private static Arguments mistake(String content, String message) {
        return Arguments.of(content, message);
    }

    private static FeedFile read(String content, @Nullable FeedFormat format) {
        return Feeds.read("f", new ByteArrayInputStream(content.getBytes(UTF_8)), format).feed();
    }

    private static InputStream sample(String name) {
        return Objects.requireNonNull(FeedsTest.class.getResourceAsStream(name));
    }
}
