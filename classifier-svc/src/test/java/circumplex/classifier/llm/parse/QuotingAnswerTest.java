package circumplex.classifier.llm.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import circumplex.classifier.llm.parse.InvalidAnswerException.Flaw;
import circumplex.classifier.text.Quote;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotingAnswerTest {

    private static final String POST = "Our village has lit the same fire \uD83D\uDD25 for years, write to me@example.org";
    private static final String SENT = "Our village has lit the same fire \uD83D\uDD25 for years, write to [email]";

    @Test
    void keepsWhereTheWordsStand() throws InvalidAnswerException {
        QuotingAnswer read = read("[\"1 lit the same fire\",\"3 for years\"]");

        assertThat(read.line().digits()).isEqualTo("101");
        assertThat(read.line().offset()).isEqualTo(7);
        assertThat(read.quotes()).containsExactly(new Quote(0, 16, 33), new Quote(2, 37, 46));
        assertThat(POST.substring(16, 33)).isEqualTo("lit the same fire");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "1 we lit a fire", "1 Lit the same fire", "1 lit the same  fire", "2 lit the same fire", "4 lit the same fire", "99 for years",
        "0 for years", "lit the same fire", "1lit the same fire", "-1 for years", "1 fo", "1    ", "", "1 [email]", "1 me@example.org",
        "1 \\ud83d for", "1 \\udd25 for", "01 for years",
    })
    void dropsWhatDoesNotStandUp(String quote) throws InvalidAnswerException {
        assertThat(read("[\"" + quote + "\"]").quotes()).isEmpty();
        assertThat(read("[\"" + quote + "\",\"3 for years\"]").quotes()).containsExactly(new Quote(2, 37, 46));
    }

    @Test
    void oneQuoteForAValue() throws InvalidAnswerException {
        assertThat(read("[\"1 lit the\",\"1 for years\"]").quotes()).containsExactly(new Quote(0, 16, 23));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"p1":"101"} | MISSING_ID
            {"p1_quotes":[]} | MISSING_ID
            {"p1":"101","p1_quotes":"1 for years"} | NOT_THE_SCHEMA
            {"p1":"101","p1_quotes":{"1":"for years"}} | NOT_THE_SCHEMA
            {"p1":"101","p1_quotes":[["1 for years"]]} | NOT_THE_SCHEMA
            {"p1":"101","p1_quotes":[1]} | NOT_THE_SCHEMA
            {"p1":"101","p1_quotes":[null]} | NOT_THE_SCHEMA
            {"p1":"101","p1_quotes":["a","b","c","d"]} | NOT_THE_SCHEMA
            {"p1":"101","p1_quotes":[],"p1_quotes":[]} | DUPLICATE_ID
            {"p1":"101","p1":"101","p1_quotes":[]} | DUPLICATE_ID
            {"p1":"101","p1_quotes":[],"p2":"101"} | UNKNOWN_ID
            {"p1":"101","p1_quotes":[],"p2_quotes":[]} | UNKNOWN_ID
            {"p1":"10","p1_quotes":[]} | WRONG_COUNT
            {"p1":"107","p1_quotes":[]} | OUT_OF_RANGE
            {"p1":"101","p1_quotes":[]} and more | NOT_THE_SCHEMA
            """)
    void refusesEverythingElse(String answer, Flaw flaw) {
        assertThatExceptionOfType(InvalidAnswerException.class)
                .isThrownBy(() -> QuotingAnswer.read(answer, "p1", "p1_quotes", 3, SENT, POST))
                .matches(refused -> refused.flaw() == flaw, flaw + " is what is wrong");
    }

    @Test
    void whateverIsAnsweredAQuoteIsAPlaceInThePost() {
        long seed = 20261122;
        Random random = new Random(seed);
        String good = "{\"p1\":\"101\",\"p1_quotes\":[\"1 lit the same fire\",\"3 for years\"]}";
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder changed = new StringBuilder(good);
            for (int n = 0; n <= random.nextInt(3); n++) {
                changed.setCharAt(random.nextInt(changed.length()), good.charAt(random.nextInt(good.length())));
            }
            try {
                for (Quote quote : QuotingAnswer.read(changed.toString(), "p1", "p1_quotes", 3, SENT, POST).quotes()) {
                    assertThat(changed.toString()).as("seed %d, answer %d", seed, i).contains(POST.substring(quote.start(), quote.end()));
                    assertThat(quote.value()).isIn(0, 1, 2);
                    found++;
                }
            } catch (InvalidAnswerException e) {
                assertThat(e).hasMessageNotContaining("fire");
            }
        }
        assertThat(found).isGreaterThan(1_000);
    }

    private static QuotingAnswer read(String quotes) throws InvalidAnswerException {
        assertThat(List.of(POST, SENT)).doesNotHaveDuplicates();
        return QuotingAnswer.read("{\"p1\":\"101\",\"p1_quotes\":" + quotes + "}", "p1", "p1_quotes", 3, SENT, POST);
    }
}
