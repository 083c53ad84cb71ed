package circumplex.classifier.llm.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import circumplex.classifier.llm.parse.ChatAnswer.TokenUsage;
import circumplex.classifier.llm.parse.DigitLines.Line;
import circumplex.classifier.llm.parse.InvalidAnswerException.Flaw;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatAnswerTest {

    private static final String CHOICE = "{\"finish_reason\":\"stop\",\"message\":{\"content\":\"{}\"}}";

    @Test
    void readsACompletion() throws InvalidAnswerException {
        ChatAnswer answer = ChatAnswer.read("{\"id\":\"x\",\"model\":\"m-1\",\"system_fingerprint\":\"fp_1\",\"choices\":[" + CHOICE
                + "],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2,\"details\":{\"cached\":1}}}");

        assertThat(answer.model()).isEqualTo("m-1");
        assertThat(answer.fingerprint()).isEqualTo("fp_1");
        assertThat(answer.content().require()).isEqualTo("{}");
        assertThat(answer.usage()).contains(new TokenUsage(7, 2));
        assertThat(answer.toString()).doesNotContain("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "null", "[]", "7", "NaN", "{", "{}", "{\"choices\":[]}", "{\"choices\":null}", "{\"choices\":[{},{}]}",
        "{\"choices\":[{}]} {}", "{\"choices\":[{}],\"choices\":[{}]}", "{\"choices\":[{\"x\":NaN}]}", "<html>busy</html>"
    })
    void refusesWhatIsNone(String body) {
        assertThatThrownBy(() -> ChatAnswer.read(body))
                .isInstanceOfSatisfying(InvalidAnswerException.class, e -> assertThat(e.flaw()).isEqualTo(Flaw.NOT_A_COMPLETION));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"finish_reason\":\"length\",\"message\":{\"content\":\"{\"}}|CUT",
                "{\"message\":{\"content\":\"{}\"}}|CUT",
                "{\"finish_reason\":\"tool_calls\",\"message\":{\"content\":\"{}\"}}|CUT",
                "{\"finish_reason\":\"content_filter\",\"message\":{\"content\":\"{}\"}}|REFUSAL",
                "{\"finish_reason\":\"stop\",\"message\":{\"content\":\"{}\",\"refusal\":\"no\"}}|REFUSAL",
                "{\"finish_reason\":\"stop\",\"message\":{\"content\":null}}|NO_CONTENT",
                "{\"finish_reason\":\"stop\",\"message\":{\"content\":[{\"text\":\"{}\"}]}}|NO_CONTENT",
                "{\"finish_reason\":\"stop\",\"message\":{}}|NO_CONTENT",
                "{\"finish_reason\":\"stop\"}|NO_CONTENT",
                "7|CUT",
            })
    void saysWhatIsWrongWithTheContent(String choice, Flaw flaw) throws InvalidAnswerException {
        assertThat(ChatAnswer.read("{\"choices\":[" + choice + "]}").content().flaw()).contains(flaw);
    }

    @Test
    void namesOfServersCanDoNoHarm() throws InvalidAnswerException {
        ChatAnswer answer = ChatAnswer.read(
                "{\"model\":\"a\\n/b \\u202e{}<script>" + "x".repeat(100) + "\",\"system_fingerprint\":7,\"choices\":[" + CHOICE + "]}");
        assertThat(answer.model()).hasSize(64).startsWith("a_/b____").matches("[A-Za-z0-9._:@/+-]+");
        assertThat(answer.fingerprint()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"prompt_tokens\":-1,\"completion_tokens\":1}", "{\"prompt_tokens\":1e99,\"completion_tokens\":1}",
        "{\"prompt_tokens\":99999999999999999999,\"completion_tokens\":1}", "{\"prompt_tokens\":\"7\",\"completion_tokens\":1}",
        "{\"prompt_tokens\":1}", "null", "7"
    })
    void usageThatCannotBeIsNone(String usage) throws InvalidAnswerException {
        assertThat(ChatAnswer.read("{\"choices\":[" + CHOICE + "],\"usage\":" + usage + "}").usage()).isEmpty();
    }

    @Test
    void scoresAreExpectationsOverWhatMightHaveBeenWritten() throws InvalidAnswerException {
        String answer = "{\"p1\":\"0612\"}";
        List<TokenChoice> tokens = List.of(
                token("{\"p1\":\""), token("0", "0", .5, "2", .25, "x", .25), token("6", "6", 1), token("12", "12", .5, "30", .25, "5", .25),
                token("\"}"));

        float[] scores = ExpectedScores.of(answer, new Line("0612", 7), tokens);

        assertThat(scores[0]).isEqualTo((float) (0.25 * 2 / 0.75), within(1e-6f));
        assertThat(scores[1]).isEqualTo(6f);
        assertThat(scores[2]).isEqualTo((float) ((0.5 * 1 + 0.25 * 3) / 0.75), within(1e-6f));
        assertThat(scores[3]).isEqualTo((float) ((0.5 * 2 + 0.25 * 0) / 0.75), within(1e-6f));
    }

    @Test
    void tokensThatAreNotThoseOfTheAnswerAreNotUsed() throws InvalidAnswerException {
        Line line = DigitLines.read("{\"p1\":\"06\"}", List.of("p1"), 2).getOrDefault("p1", new Line("", 0));
        List<TokenChoice> others = List.of(token("{\"p1\":\""), token("1", "1", 1), token("6", "6", 1), token("\"}"));
        assertThat(ExpectedScores.areKnown("{\"p1\":\"06\"}", others)).isFalse();
        assertThat(ExpectedScores.of("{\"p1\":\"06\"}", line, others)).containsExactly(0f, 6f);
        assertThat(ExpectedScores.of("{\"p1\":\"06\"}", line, List.of())).containsExactly(0f, 6f);
        // NaN and +infinity are no probabilities.
        List<TokenChoice> hostile = List.of(
                token("{\"p1\":\""),
                new TokenChoice("0", List.of(new TokenChoice.Alternative("0", Double.NaN), new TokenChoice.Alternative("6", 800))),
                token("6", "6", 1),
                token("\"}"));
        assertThat(ExpectedScores.of("{\"p1\":\"06\"}", line, hostile)).containsExactly(0f, 6f);
    }

    private static TokenChoice token(String text, Object... alternatives) {
        List<TokenChoice.Alternative> list = new java.util.ArrayList<>();
        for (int i = 0; i < alternatives.length; i += 2) {
            list.add(new TokenChoice.Alternative((String) alternatives[i], Math.log(((Number) alternatives[i + 1]).doubleValue())));
        }
        return new TokenChoice(text, list.isEmpty() ? List.of(new TokenChoice.Alternative(text, 0)) : list);
    }

    @Test
    void withoutUsageThereIsNone() throws InvalidAnswerException {
        assertThat(ChatAnswer.read("{\"choices\":[" + CHOICE + "]}").usage()).isEqualTo(Optional.empty());
    }
}
