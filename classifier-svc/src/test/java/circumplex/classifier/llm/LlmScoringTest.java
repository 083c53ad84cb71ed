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
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A classifier and a language model over real sockets: what is asked, what is believed, and what stands in. */
class LlmScoringTest {

    private static final String DIGITS = "0120345600000000006";

    private static FakeLlm llm;
    private static LlmService service;

    /** Every test has texts of its own. */
    private final String text = "A walk in the woods with our friends, number " + System.nanoTime();

    @BeforeAll
    static void start() {
        llm = FakeLlm.start(LlmScoringTest::good);
        service = LlmService.start(llm, Map.of("circumplex.classifier.scoring-threads", 8));
    }

    @AfterAll
    static void stop() {
        service.close();
        llm.close();
    }

    @BeforeEach
    void answerWell() {
        llm.script(LlmScoringTest::good);
    }

    @Test
    void theModelIsPreferredAndTheQuickScorerTravelsAlong() {
        ClassifiedPost post = service.classify(text);

        assertThat(post.getBaseScoresList()).hasSize(2);
        assertThat(post.getBaseScores(0).getScorerId()).startsWith("llm-127.0.0.1:").contains("/fake-model/", "/single/");
        assertThat(post.getBaseScores(0).getValues().getScoresList())
                .containsExactly(0f, 1f, 2f, 0f, 3f, 4f, 5f, 6f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 6f);
        assertThat(post.getBaseScores(1).getScorerId()).startsWith("embedded/");
        assertThat(post.getFallbackReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_UNSPECIFIED);
        assertThat(post.getCached()).isFalse();
        assertThat(service.classify(text).getCached()).isTrue();
        assertThat(asked(text)).hasSize(1);
    }

    @Test
    void asksInAFormThatVariesAsLittleAsItCan() {
        service.classify(text);

        Chat chat = asked(text).get(0);
        assertThat(chat.headers()).containsEntry("authorization", "Bearer " + LlmService.KEY);
        assertThat(chat.body().path("temperature").asDouble(-1)).isZero();
        assertThat(chat.body().path("seed").asInt()).isEqualTo(7);
        assertThat(chat.body().path("model").asText()).isEqualTo("fake-model");
        assertThat(chat.body().at("/response_format/json_schema/schema/properties/p1/pattern").asText()).isEqualTo("^[0-6]{19}$");
        assertThat(chat.message(0)).contains("Preservation of Nature: Protecting the natural environment").contains(chat.mark());
        assertThat(chat.posts()).hasSize(1);
        assertThat(chat.toString()).as("the client's id stays here").doesNotContain("client-0");
    }

    @Test
    void anAnswerOfAnotherFormIsRepairedOnceAndNeverGuessed() {
        List<String> marks = new ArrayList<>();
        llm.script(chat -> {
            marks.add(chat.mark());
            return chat.message(-1).contains("was not of the form") ? FakeLlm.rates(chat, t -> DIGITS) : FakeLlm.says("{\"p1\":\"012\"}");
        });
        assertThat(byModel(service.classify(text))).isPresent();
        assertThat(asked(text)).hasSize(2);
        assertThat(marks).as("a fence is never used twice").doesNotHaveDuplicates();

        llm.script(chat -> FakeLlm.says("{\"p1\":\"0000000000000000007\"}"));
        ClassifiedPost failed = service.classify(text + " again");
        assertThat(failed.getFallbackReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_SCORER_FAILED);
        assertThat(byModel(failed)).isEmpty();
        assertThat(failed.getBaseScores(0).getScorerId()).startsWith("embedded/");
        assertThat(asked(text + " again")).hasSize(2);

        llm.script(LlmScoringTest::good);
        assertThat(byModel(service.classify(text + " again"))).as("a failure is not kept").isPresent();
    }

    @Test
    void aThousandWhoMissTheSameTextAreOneCall() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        llm.script(chat -> {
            await(all);
            return good(chat);
        });
        List<ListenableFuture<ClassifyPostsResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(service.ask(text, OnDeadline.ON_DEADLINE_CANCEL));
        }
        LlmService.holds("it is asked", () -> asked(text).size() == 1);
        answers.get(0).cancel(true);
        all.countDown();

        for (ListenableFuture<ClassifyPostsResponse> answer : answers.subList(1, answers.size())) {
            assertThat(byModel(answer.get(30, TimeUnit.SECONDS).getPosts(0))).isPresent();
        }
        assertThat(asked(text)).hasSize(1);
    }

    @Test
    void whenNobodyWaitsAnyMoreTheConnectionIsClosed() {
        llm.script(chat -> Reply.hang());
        try {
            service.answer(text, OnDeadline.ON_DEADLINE_CANCEL, Duration.ofMillis(500));
            throw new AssertionError("it was answered");
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        }
        LlmService.holds("the model has nothing to do", () -> llm.atWork() == 0);
        assertThat(asked(text)).hasSize(1);
    }

    @Test
    void whatIsNotReadyInTimeIsFinishedAndStored() {
        CountDownLatch later = new CountDownLatch(1);
        llm.script(chat -> {
            await(later);
            return good(chat);
        });

        ClassifiedPost post = service.answer(text, OnDeadline.ON_DEADLINE_FINISH_IN_BACKGROUND, Duration.ofMillis(800)).getPosts(0);
        assertThat(post.getPending()).isTrue();
        assertThat(post.getFallbackReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_NOT_IN_TIME);
        assertThat(post.getBaseScoresList()).hasSize(1);
        later.countDown();

        assertThat(byModel(service.classify(text))).isPresent();
        assertThat(asked(text)).hasSize(1);
    }

    @Test
    void scoresBelongToTheModelThatAnswered() {
        String before = service.classify(text).getBaseScores(0).getScorerId();
        llm.script(chat -> {
            ObjectNode other = FakeLlm.completion("fake-model-2", "{\"p1\":\"" + DIGITS + "\"}");
            return Reply.json(other.toString());
        });

        String answered = service.classify(text + " and more").getBaseScores(0).getScorerId();
        assertThat(answered).contains("/fake-model-2/").isNotEqualTo(before);
        service.classify(text);
        assertThat(asked(text)).as("what the other model said is not taken for this one's").hasSize(2);
        llm.script(LlmScoringTest::good);
        service.classify(text + " and still more");
        assertThat(service.classify(text).getBaseScores(0).getScorerId()).isEqualTo(before);
        assertThat(asked(text)).as("it is pinned again, and what it said is still known").hasSize(2);
    }

    @Test
    void whatItCostsIsCounted() {
        long calls = service.usage().getCalls();
        long tokens = service.usage().getUsed().getTokens();
        service.classify(text);
        LlmService.holds("it is settled", () -> service.usage().getCalls() == calls + 1);
        assertThat(service.usage().getUsed().getTokens()).isEqualTo(tokens + 120);
        assertThat(service.usage().getReserved().getTokens()).isZero();

        service.classify(text);
        assertThat(service.usage().getCalls()).as("what is known costs nothing").isEqualTo(calls + 1);
    }

    private static Reply good(Chat chat) {
        return FakeLlm.rates(chat, text -> DIGITS);
    }

    private static List<Chat> asked(String text) {
        return llm.chats().stream()
                .filter(chat -> chat.posts().get(0).path("text").asText().equals(text))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
