package circumplex.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import circumplex.classifier.classify.ClassifyPosts;
import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.PostToClassify;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What stays of a post when the service is gone: its key and its scores, and not one word. */
class DurabilityTest {

    private static final String WORD = "zq" + UUID.randomUUID().toString().replace("-", "");

    @TempDir
    private Path folder;

    @Test
    void aRestartedServiceStillHasTheScores() {
        ClassifiedPost before = classifyInNewService("Such kindness, my friends");
        ClassifiedPost after = classifyInNewService("Such kindness, my friends");

        assertThat(before.getCached()).isFalse();
        assertThat(after).isEqualTo(before.toBuilder().setCached(true).build());
    }

    @Test
    void noWordOfAPostIsInTheDatabaseOrTheLog() throws IOException {
        String logged = logOf(() -> {
            ClassifiedPost post = classifyInNewService("Kindness for " + WORD + " and #" + WORD);
            assertThat(post.getBaseScoresList()).hasSize(1);
            assertThat(files()).as("the key is what is stored").anyMatch(file -> contains(file, post.getContentKey()));
            Refused.by(() -> classifyInNewService(WORD + "x".repeat(10_000)));
        });

        assertThat(logged).contains("ClassifyPosts INVALID_ARGUMENT").doesNotContainIgnoringCase(WORD);
        assertThat(files()).isNotEmpty().noneMatch(file -> contains(file, WORD));
    }

    private ClassifiedPost classifyInNewService(String text) {
        try (RunningService service = RunningService.start(
                "classifier-svc",
                Map.of("datasources.default.url", RunningService.fileUrl(folder), "circumplex.classifier.store-quick-scores", true))) {
            return ClassifierServiceGrpc.newBlockingStub(service.channel())
                    .classifyPosts(ClassifyPostsRequest.newBuilder()
                            .addPosts(PostToClassify.newBuilder().setPostId("a").setText(text))
                            .build())
                    .getPosts(0);
        }
    }

    /** All that the work writes to the standard streams and to the log, at the levels of production. */
    private static String logOf(Runnable work) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        ByteArrayOutputStream streams = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        appender.start();
        root.addAppender(appender);
        try (PrintStream captured = new PrintStream(streams, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            System.setErr(captured);
            work.run();
        } finally {
            System.setOut(out);
            System.setErr(err);
            root.detachAppender(appender);
        }
        StringBuilder logged = new StringBuilder(streams.toString(StandardCharsets.UTF_8));
        appender.list.forEach(event -> logged.append(event.getFormattedMessage()).append('\n'));
        return logged.toString();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Whether the word stands in the file in a one-byte or a two-byte encoding, in any case. */
    private static boolean contains(Path file, String word) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return Stream.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                    .anyMatch(charset -> new String(bytes, StandardCharsets.ISO_8859_1)
                            .toLowerCase(java.util.Locale.ROOT)
                            .contains(new String(word.getBytes(charset), StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
