package circumplex.classifier.llm;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.TestStream;
import circumplex.classifier.llm.testing.FakeLlm;
import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifyStreamRequest;
import circumplex.classifier.v1.ClassifyStreamResponse;
import circumplex.classifier.v1.PostToClassify;
import circumplex.classifier.v1.Quote;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Words that a model quotes for its ratings: asked for by the request, found in the post, kept as places. */
class QuotesTest {

    private static FakeLlm llm;
    private static LlmService service;

    @BeforeAll
    static void start() {
        llm = FakeLlm.start(chat -> chat.wantsQuotes()
                ? FakeLlm.quotes(List.of("17 take care", "12 never said", "19 each other"))
                : FakeLlm.rates(chat, text -> "1".repeat(19)));
        // Quotes are of one post in a prompt, however many share one otherwise.
        service = LlmService.start(llm, Map.of("circumplex.llm.posts-per-prompt", 4, "circumplex.llm.linger-millis", 1));
    }

    @AfterAll
    static void stop() {
        service.close();
        llm.close();
    }

    @Test
    void placesAreThoseOfThePostAsItWasSent() {
        // Normalised it is shorter, and the flag is two characters of two chars each.
        String text = "  \uD83C\uDDE9\uD83C\uDDEA  We  take care of\u200B each other";

        ClassifiedPost post = quoted(text);

        assertThat(words(text, post)).containsExactly("take care", "each other");
        assertThat(post.getQuotesList()).extracting(Quote::getValueId)
                .containsExactly("universalism_concern", "universalism_tolerance");
        assertThat(LlmService.byModel(post).orElseThrow().getValues().getScoresList()).containsOnly(3f);
    }

    @Test
    void wordsThatOnlyTheNormalisedPostHasAreLeftOut() {
        String text = "We \uFF54ake care of each other every day";

        assertThat(words(text, quoted(text))).containsExactly("each other");
    }

    @Test
    void theyAreKeptAndScoresWithAndWithoutThemAreApart() {
        String text = "they take care of each other, always";
        ClassifiedPost plain = service.classify(text);
        ClassifiedPost first = quoted(text);
        int asked = llm.requests();
        ClassifiedPost again = quoted(text);
        ClassifiedPost plainAgain = service.classify(text);

        assertThat(llm.requests()).isEqualTo(asked);
        assertThat(again.getCached()).isTrue();
        assertThat(again.getQuotesList()).isEqualTo(first.getQuotesList()).hasSize(2);
        assertThat(plain.getQuotesList()).isEmpty();
        assertThat(plainAgain.getQuotesList()).isEmpty();
        assertThat(LlmService.byModel(plainAgain)).isEqualTo(LlmService.byModel(plain));
        assertThat(id(first)).isNotEqualTo(id(plain)).contains("/template-1-quotes-1/").contains("/single/");
        assertThat(id(plain)).contains("/template-1/").contains("/batch-4/");
    }

    @Test
    void aPostWithoutThoseWordsHasScoresAndNoQuotes() {
        ClassifiedPost post = quoted("nothing of the kind");

        assertThat(post.getQuotesList()).isEmpty();
        assertThat(LlmService.byModel(post)).isPresent();
    }

    @Test
    void aBatchOfAStreamHasThemWhereItAsks() {
        PostToClassify post = PostToClassify.newBuilder().setPostId("a").setText("in a stream we take care of each other").build();
        ClassifyStreamRequest plain = ClassifyStreamRequest.newBuilder().setToken("plain").addPosts(post).build();
        try (TestStream stream = new TestStream(service.running().channel())) {
            stream.request(2);
            stream.send(plain);
            stream.send(plain.toBuilder().setToken("quoted").setWithQuotes(true).build());
            List<ClassifyStreamResponse> answers = stream.await(2);

            assertThat(answers.get(0).getPosts(0).getQuotesList()).isEmpty();
            assertThat(words(post.getText(), answers.get(1).getPosts(0))).containsExactly("take care", "each other");
        }
    }

    private static String id(ClassifiedPost post) {
        return LlmService.byModel(post).orElseThrow().getScorerId();
    }

    private static ClassifiedPost quoted(String text) {
        return service.quoteAll(List.of(text)).getPosts(0);
    }

    static List<String> words(String text, ClassifiedPost post) {
        return post.getQuotesList().stream()
                .map(quote -> text.substring(text.offsetByCodePoints(0, quote.getStart()), text.offsetByCodePoints(0, quote.getEnd())))
                .toList();
    }
}
