package circumplex.classifier.llm;

import static circumplex.classifier.llm.LlmService.byModel;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.llm.testing.Chat;
import circumplex.classifier.llm.testing.FakeLlm;
import circumplex.classifier.llm.testing.Reply;
import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.UnscoredReason;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A language model that fails in every way that one can, over real sockets: what is repeated, and what stands in. */
class LlmFaultsTest {

    private static final String DIGITS = "0".repeat(18) + "3";

    private static FakeLlm llm;
    private static LlmService service;

    @BeforeAll
    static void start() {
        llm = FakeLlm.start(LlmFaultsTest::good);
        service = LlmService.start(llm, Map.of("circumplex.llm.timeout-millis", 700));
    }

    @AfterAll
    static void stop() {
        service.close();
        llm.close();
    }

    /** A server that is well most of the time is not left alone. */
    @AfterEach
    void answerWell() {
        llm.script(LlmFaultsTest::good);
        for (int i = 0; i < 4; i++) {
            service.classify(text());
        }
    }

    /** What goes away by itself, and is asked again. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Passing {
        TOO_MANY(Reply.status(429)),
        TOO_MANY_SECONDS(Reply.status(429).header("Retry-After", "0")),
        TOO_MANY_FRACTION(Reply.status(429).header("Retry-After", "0.1")),
        TOO_MANY_MILLIS(Reply.status(429).header("Retry-After-Ms", "50")),
        TOO_MANY_PAST(Reply.status(429).header("Retry-After", "Sun, 22 Nov 2020 11:00:00 GMT")),
        TOO_MANY_NONSENSE(Reply.status(429).header("Retry-After", "soon")),
        REQUEST_TIMEOUT(Reply.status(408)),
        FAILED(Reply.status(500)),
        BAD_GATEWAY(Reply.status(502)),
        OVERLOADED(Reply.status(529)),
        HANGS(Reply.hang()),
        HALF(FakeLlm.says("{\"p1\":\"" + DIGITS + "\"}").halfTheBody()),
        HALF_AND_HANGS(FakeLlm.says("{\"p1\":\"" + DIGITS + "\"}").halfTheBodyAndHang()),
        NOT_JSON(Reply.json("<html>busy</html>")),
        NOT_A_NUMBER(Reply.json("{\"choices\":[NaN]}")),
        TWICE(Reply.json("{\"choices\":[],\"choices\":[]}")),
        OTHER_SCHEMA(FakeLlm.says("{\"scores\":[1,2,3]}")),
        PROSE(FakeLlm.says("I would say that this post is kind."));

        private final Reply reply;

        Passing(Reply reply) {
            this.reply = reply;
        }
    }

    @ParameterizedTest
    @EnumSource(Passing.class)
    void whatPassesIsAskedAgain(Passing fault) {
        AtomicInteger asked = new AtomicInteger();
        llm.script(chat -> asked.incrementAndGet() == 1 ? fault.reply : good(chat));

        assertThat(byModel(service.classify(text()))).isPresent();
        assertThat(asked).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422, 302, 413})
    void whatTheServerRefusesIsNotAskedAgain(int status) {
        ClassifiedPost post = failsWith(chat -> Reply.status(status), 1);
        assertThat(post.getFallbackReason())
                .isEqualTo(status == 400 || status == 413 || status == 422
                        ? UnscoredReason.UNSCORED_REASON_SCORER_FAILED
                        : UnscoredReason.UNSCORED_REASON_SCORER_UNAVAILABLE);
    }

    @Test
    void threeAttemptsAreAll() {
        assertThat(failsWith(chat -> Reply.status(503), 3).getFallbackReason())
                .isEqualTo(UnscoredReason.UNSCORED_REASON_SCORER_UNAVAILABLE);
    }

    @Test
    void aWaitThatIsLongerThanTheTimeIsNotBegun() {
        long start = System.nanoTime();
        failsWith(chat -> Reply.status(429).header("Retry-After", "3600"), 1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
    }

    @Test
    void whatIsTooLargeIsNotReadToItsEnd() {
        failsWith(chat -> Reply.huge(64 << 20), 1);
    }

    @Test
    void aSlowFirstByteIsWaitedFor() {
        llm.script(chat -> good(chat).after(Duration.ofMillis(200)));
        assertThat(byModel(service.classify(text()))).isPresent();
    }

    @Test
    void aServerThatMostlyFailsIsLeftAlone() {
        try (FakeLlm bad = FakeLlm.start(LlmFaultsTest::good);
                LlmService asks = LlmService.start(bad, Map.of("circumplex.llm.attempts", 1))) {
            bad.script(chat -> Reply.status(500));
            int before = bad.requests();
            for (int i = 0; i < 30; i++) {
                asks.classify(text());
            }
            // One or two posts before these were answered well.
            assertThat(bad.requests() - before).isBetween(18, 20);
            assertThat(asks.classify(text()).getFallbackReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_SCORER_UNAVAILABLE);
        }
    }

    @Test
    void aServerThatIsAwayIsFoundLater() {
        int port;
        try (FakeLlm gone = FakeLlm.start(LlmFaultsTest::good)) {
            port = Integer.parseInt(gone.url().replaceAll(".*:(\\d+)/v1", "$1"));
        }
        try (LlmService early = LlmService.startEarly("http://127.0.0.1:" + port + "/v1", Map.of())) {
            ClassifiedPost post = early.classify(text());
            assertThat(post.getFallbackReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_SCORER_UNAVAILABLE);
            assertThat(post.getBaseScores(0).getScorerId()).startsWith("embedded/");

            try (FakeLlm back = FakeLlm.start(port, LlmFaultsTest::good)) {
                LlmService.holds("it is found", () -> byModel(early.classify(text())).isPresent());
                assertThat(back.requests()).isPositive();
            }
        }
    }

    @Test
    void aServerThatKnowsNoSchemaIsAskedWithout() {
        llm.script(chat -> chat.body().has("logprobs") || chat.body().has("response_format") ? Reply.status(400) : good(chat));
        try (LlmService plain = LlmService.start(llm, Map.of())) {
            ClassifiedPost post = plain.classify(text());
            assertThat(byModel(post)).isPresent();
            assertThat(post.getBaseScores(0).getScorerId()).contains("-digits/");
        }
    }

    private ClassifiedPost failsWith(Function<Chat, Reply> script, int attempts) {
        AtomicInteger asked = new AtomicInteger();
        llm.script(chat -> {
            asked.incrementAndGet();
            return script.apply(chat);
        });
        ClassifiedPost post = service.classify(text());
        assertThat(byModel(post)).isEmpty();
        assertThat(post.getBaseScoresList()).as("the lexicon stands in").hasSize(1);
        assertThat(asked).hasValue(attempts);
        return post;
    }

    private static Reply good(Chat chat) {
        return FakeLlm.rates(chat, text -> DIGITS);
    }

    private static String text() {
        return "Look after each other and your friends, number " + System.nanoTime();
    }
}
