package circumplex.classifier.llm.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import circumplex.classifier.llm.parse.DigitLines.Line;
import circumplex.classifier.llm.parse.InvalidAnswerException.Flaw;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitLinesTest {

    private static final long SEED = 41;

    @Test
    void readsWhatWasAskedFor() throws InvalidAnswerException {
        assertThat(DigitLines.read("{\"p1\":\"0126\"}", List.of("p1"), 4)).isEqualTo(Map.of("p1", new Line("0126", 7)));
        assertThat(DigitLines.read(" { \"p2\" : \"66\" ,\n \"p1\":\"00\" } ", List.of("p1", "p2"), 2))
                .isEqualTo(Map.of("p1", new Line("00", 24), "p2", new Line("66", 11)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"p1\":\"012\"}|WRONG_COUNT",
                "{\"p1\":\"01234\"}|WRONG_COUNT",
                "{\"p1\":\"\"}|WRONG_COUNT",
                "{\"p1\":\"0127\"}|OUT_OF_RANGE",
                "{\"p1\":\"01-1\"}|OUT_OF_RANGE",
                "{\"p1\":\"0,12\"}|OUT_OF_RANGE",
                "{\"p1\":\"1e99\"}|OUT_OF_RANGE",
                "{\"p1\":\"٠١٢٣\"}|OUT_OF_RANGE",
                "{\"p1\":\"０１２３\"}|OUT_OF_RANGE",
                "{\"p1\":\"0\\u003112\"}|NOT_THE_SCHEMA",
                "{\"p1\":126}|NOT_THE_SCHEMA",
                "{\"p1\":1e999}|NOT_THE_SCHEMA",
                "{\"p1\":NaN}|NOT_THE_SCHEMA",
                "{\"p1\":null}|NOT_THE_SCHEMA",
                "{\"p1\":[0,1,2,6]}|NOT_THE_SCHEMA",
                "{\"p1\":{\"digits\":\"0126\"}}|NOT_THE_SCHEMA",
                "{\"p1\":\"0126\",\"p1\":\"0126\"}|DUPLICATE_ID",
                "{\"p1\":\"0126\",\"p2\":\"0000\"}|UNKNOWN_ID",
                "{\"p2\":\"0126\"}|UNKNOWN_ID",
                "{\"P1\":\"0126\"}|UNKNOWN_ID",
                "{\"p 1\":\"0126\"}|UNKNOWN_ID",
                "{}|MISSING_ID",
                "{\"p1\":\"0126\"|NOT_THE_SCHEMA",
                "{\"p1\":\"0126|NOT_THE_SCHEMA",
                "{\"p1\":\"0126\"} {}|NOT_THE_SCHEMA",
                "{\"p1\":\"0126\"} I hope this helps|NOT_THE_SCHEMA",
                "Sure! {\"p1\":\"0126\"}|NOT_THE_SCHEMA",
                "```json {\"p1\":\"0126\"} ```|NOT_THE_SCHEMA",
                "[\"0126\"]|NOT_THE_SCHEMA",
                "\"0126\"|NOT_THE_SCHEMA",
                "0126|NOT_THE_SCHEMA",
                "I cannot rate this.|NOT_THE_SCHEMA",
            })
    void refusesEverythingElse(String answer, Flaw flaw) {
        InvalidAnswerException refusal = refused(answer, List.of("p1"));
        assertThat(refusal.flaw()).isEqualTo(flaw);
        assertThat(refusal.getMessage()).as("it quotes nothing").isEqualTo(flaw.name());
    }

    @Test
    void refusesEmptyAnswers() {
        assertThat(refused("", List.of("p1")).flaw()).isEqualTo(Flaw.NOT_THE_SCHEMA);
        assertThat(refused("  ", List.of("p1")).flaw()).isEqualTo(Flaw.NOT_THE_SCHEMA);
        assertThat(refused("{\"p1\":\"0126\"}", List.of("p1", "p2")).flaw()).isEqualTo(Flaw.MISSING_ID);
        assertThat(refused("[".repeat(100_000), List.of("p1")).flaw()).isEqualTo(Flaw.NOT_THE_SCHEMA);
        assertThat(refused("{\"p1\":\"" + "0".repeat(1_000_000) + "\"}", List.of("p1")).flaw()).isNotNull();
    }

    /** What is not refused is digits, whatever characters are thrown at it. */
    @Test
    void neverGuesses() {
        Random random = new Random(SEED);
        String alphabet = "{}[]\":,p12 06789eE+-.\\nulNa\u0000\u202e";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder answer = new StringBuilder("{\"p1\":\"0126\"}");
            for (int change = random.nextInt(4); change >= 0; change--) {
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                int at = random.nextInt(answer.length());
                if (random.nextBoolean()) {
                    answer.setCharAt(at, c);
                } else {
                    answer.insert(at, c);
                }
            }
            try {
                Line line = DigitLines.read(answer.toString(), List.of("p1"), 4).getOrDefault("p1", new Line("", 0));
                assertThat(line.digits()).as("seed %d round %d", SEED, round).matches("[0-6]{4}");
                assertThat(answer.substring(line.offset(), line.offset() + 4)).isEqualTo(line.digits());
            } catch (InvalidAnswerException e) {
                assertThat(e.flaw()).isNotNull();
            }
        }
    }

    private static InvalidAnswerException refused(String answer, List<String> ids) {
        return java.util.Objects.requireNonNull(
                catchThrowableOfType(InvalidAnswerException.class, () -> DigitLines.read(answer, ids, 4)), "it was believed: " + answer);
    }
}
