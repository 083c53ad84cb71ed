package circumplex.classifier.llm;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import circumplex.classifier.llm.testing.Chat;
import circumplex.classifier.llm.testing.FakeLlm;
import circumplex.classifier.llm.testing.Reply;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.OnDeadline;
import circumplex.classifier.v1.PostToClassify;
import circumplex.kit.testing.Scrape;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Words that people write, words that a model writes, and the key: they are sent to the model, and are nowhere else. */
class LlmPrivacyTest {

    private static final String WRITTEN = "canaryofpost" + UUID.randomUUID().toString().replace("-", "");
    private static final String REPLIED = "canaryofreply" + UUID.randomUUID().toString().replace("-", "");
    private static final String ANSWERED = "canaryofmodel" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void wordsAreInNoLogNoMetricAndNoAnswer() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("circumplex");
        Level before = root.getLevel();
        Level oursBefore = ours.getLevel();
        root.addAppender(log);
        StringBuilder answers = new StringBuilder();
        String metrics;
        try (FakeLlm llm = FakeLlm.start(chat -> FakeLlm.rates(chat, text -> "0".repeat(19)));
                LlmService service = LlmService.start(llm, Map.of("circumplex.metrics.port", 0, "circumplex.llm.timeout-millis", 500))) {
            assertThat(Scrape.of(service.running()).sum("circumplex_llm_tokens_total", "kind=\"prompt\""))
                    .as("the question at start is counted, as the first post is")
                    .isGreaterThanOrEqualTo(200);
            root.setLevel(Level.DEBUG);
            ours.setLevel(Level.DEBUG);
            List<Reply> replies = List.of(
                    FakeLlm.says("{\"p1\":\"" + "0".repeat(19) + "\"}"),
                    FakeLlm.says(ANSWERED),
                    FakeLlm.says("{\"" + ANSWERED + "\":\"0\"}"),
                    Reply.json("{\"" + ANSWERED + "\":"),
                    Reply.status(400).header("X-Note", ANSWERED),
                    Reply.status(500).header("Retry-After", ANSWERED),
                    Reply.hang(),
                    Reply.json(ANSWERED).halfTheBody(),
                    cut());
            for (int i = 0; i < replies.size(); i++) {
                Reply reply = replies.get(i);
                llm.script(chat -> reply);
                answers.append(answer(service, i, Duration.ofSeconds(20)));
            }
            llm.script(chat -> Reply.hang());
            answers.append(answer(service, 99, Duration.ofMillis(300)));
            assertThat(llm.chats()).extracting(Chat::body).extracting(Object::toString).anyMatch(body -> body.contains(WRITTEN) && body.contains(REPLIED));
            metrics = Scrape.of(service.running()).text();
        } finally {
            root.setLevel(before);
            ours.setLevel(oursBefore);
            root.detachAppender(log);
        }
        String logged = log.list.stream()
                .map(event -> event.getFormattedMessage() + event.getThrowableProxy())
                .collect(Collectors.joining("\n"));
        assertThat(logged).as("the log was listened to").contains("language model");
        assertThat(metrics).contains("circumplex_llm_attempts");
        for (String canary : List.of(WRITTEN, REPLIED, ANSWERED, LlmService.KEY)) {
            assertThat(logged).doesNotContainIgnoringCase(canary);
            assertThat(metrics).doesNotContainIgnoringCase(canary);
            assertThat(answers.toString()).doesNotContainIgnoringCase(canary);
        }
    }

    @Test
    void whatLeadsToAPersonIsNotSentWhereThatIsWanted() {
        try (FakeLlm llm = FakeLlm.start(chat -> FakeLlm.rates(chat, text -> "0".repeat(19)));
                LlmService service = LlmService.start(llm, Map.of("circumplex.llm.redact", true))) {
            String redacted = service.classify("Thanks @jane, jane@example.org, for everything").getBaseScores(0).getScorerId();
            Chat chat = llm.chats().get(llm.chats().size() - 1);
            assertThat(chat.posts().get(0).path("text").asText()).isEqualTo("Thanks [handle], [email], for everything");
            assertThat(redacted).startsWith("llm-");
        }
    }

    @Test
    void theKeyIsHidden() {
        assertThat(new LlmSettings("https://x", LlmService.KEY, "m", 1000, 3, 1, 0, true, 7, 1000).toString())
                .doesNotContain(LlmService.KEY);
    }

    private static Reply cut() {
        ObjectNode completion = FakeLlm.completion("fake-model", ANSWERED);
        ((ObjectNode) completion.path("choices").get(0)).put("finish_reason", "length");
        return Reply.json(completion.toString());
    }

    private static String answer(LlmService service, int number, Duration deadline) {
        try {
            return ClassifierServiceGrpc.newBlockingStub(service.running().channel())
                    .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                    .classifyPosts(ClassifyPostsRequest.newBuilder()
                            .setOnDeadline(OnDeadline.ON_DEADLINE_CANCEL)
                            .addPosts(PostToClassify.newBuilder()
                                    .setPostId("p")
                                    .setText("Hello " + WRITTEN + " " + number)
                                    .setRepliedToText("Before " + REPLIED))
                            .build())
                    .toString();
        } catch (StatusRuntimeException e) {
            return e.getStatus() + " " + e.getTrailers();
        }
    }
}
