package circumplex.classifier.llm;

import static circumplex.classifier.llm.LlmService.byModel;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.llm.testing.Chat;
import circumplex.classifier.llm.testing.FakeLlm;
import circumplex.classifier.llm.testing.Reply;
import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.OnDeadline;
import circumplex.classifier.v1.UnscoredReason;
import com.google.common.util.concurrent.ListenableFuture;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several posts in one prompt. */
class SharedPromptsTest {

    private static FakeLlm llm;
    private static LlmService service;

    private final String test = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        llm = FakeLlm.start(SharedPromptsTest::byLength);
        service = LlmService.start(
                llm,
                Map.of(
                        "circumplex.llm.posts-per-prompt", 8,
                        "circumplex.llm.linger-millis", 1_000,
                        "circumplex.classifier.scoring-threads", 32));
    }

    @AfterAll
    static void stop() {
        service.close();
        llm.close();
    }

    @BeforeEach
    void answerWell() {
        llm.script(SharedPromptsTest::byLength);
    }

    @Test
    void eightPostsAreOneCallAndEachGetsItsOwnLine() {
        List<String> texts = IntStream.range(0, 16).mapToObj(i -> test + "x".repeat(i)).toList();
        int before = llm.requests();

        List<ClassifiedPost> posts = service.classifyAll(texts).getPostsList();

        assertThat(llm.requests() - before).isEqualTo(2);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(posts.get(i).getBaseScores(0).getScorerId()).contains("/batch-8/");
            assertThat(posts.get(i).getBaseScores(0).getValues().getScores(0)).isEqualTo(texts.get(i).length() % 7);
        }
    }

    @Test
    void aPromptThatDoesNotFillUpIsSentAllTheSame() {
        assertThat(byModel(service.classify(test + "alone"))).isPresent();
    }

    @Test
    void anAnswerThatLeavesAPostOutIsBelievedForNone() {
        llm.script(chat -> FakeLlm.says("{\"p1\":\"" + "0".repeat(19) + "\"}"));
        List<ClassifiedPost> posts = service.classifyAll(List.of(test + "a", test + "b")).getPostsList();
        assertThat(posts).extracting(ClassifiedPost::getFallbackReason).containsOnly(UnscoredReason.UNSCORED_REASON_SCORER_FAILED);
    }

    @Test
    void aPromptIsGivenUpWhenNobodyWantsAnyOfItsPosts() {
        llm.script(chat -> Reply.hang());
        ListenableFuture<ClassifyPostsResponse> one = service.ask(test + "one", OnDeadline.ON_DEADLINE_CANCEL);
        ListenableFuture<ClassifyPostsResponse> other = service.ask(test + "other", OnDeadline.ON_DEADLINE_CANCEL);
        LlmService.holds("they are asked about together", () -> llm.atWork() == 1);
        one.cancel(true);
        assertThat(llm.atWork()).isEqualTo(1);
        other.cancel(true);
        LlmService.holds("the connection is closed", () -> llm.atWork() == 0);
        assertThat(other.isDone()).isTrue();
    }

    private static Reply byLength(Chat chat) {
        return FakeLlm.rates(chat, text -> text.length() % 7 + "0".repeat(18));
    }
}
