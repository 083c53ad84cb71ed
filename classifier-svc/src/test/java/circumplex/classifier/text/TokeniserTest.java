package circumplex.classifier.text;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.text.Token.Kind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokeniserTest {

    private static final long SEED = 7;

    @ParameterizedTest
    @CsvSource({
        "'Don\u2019t touch grandma\u2019s self-made pie', \"don't touch grandma self made pie\"",
        "'''quoted'' rock ''n'' roll', 'quoted rock n roll'",
        "'see https://example.org/a?b=climate and www.planet.org or example.com/nature', 'see and or'",
        "'thanks @nature and mail@planet.org!', 'thanks and mail'",
        "'and/or 24/7', 'and or 24 7'",
        "'naïve CAFÉ', 'naïve café'",
    })
    void wordsAreLowerCaseWithoutLinksAndMentions(String text, String words) {
        assertThat(String.join(" ", texts(text))).isEqualTo(words.replace("\"", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "#SaveThePlanet, 'savetheplanet save the planet'",
        "#savetheplanet, 'savetheplanet savetheplanet'",
        "#NASARocks, 'nasarocks nasa rocks'",
        "#SAVE, 'save save'",
        "#Vote2024Now, 'vote2024now vote 2024 now'",
        "'# alone ##double', 'alone double double'",
    })
    void hashtagsStandWholeAndSplit(String text, String tokens) {
        assertThat(String.join(" ", texts(text))).isEqualTo(tokens);
    }

    @Test
    void emojiLoseSkinTonesAndKeepTheirParts() {
        assertThat(Tokeniser.split(TextNormaliser.normalise("👍🏽👨‍👩‍👧 🏳️‍🌈")))
                .extracting(Token::text)
                .containsExactly("👍", "👨👩👧", "🏳🌈");
    }

    @Test
    void clausesEndAtPunctuationAndEmojiButNotAtHyphens() {
        assertThat(Tokeniser.split("one self-made, two. three 😀 four"))
                .extracting(token -> token.text() + token.clause())
                .containsExactly("one0", "self0", "made0", "two1", "three2", "😀2", "four3");
    }

    @Test
    void neverFailsAndNeverReturnsAnEmptyToken() {
        Random random = new Random(SEED);
        for (int round = 0; round < 3_000; round++) {
            List<Token> tokens = Tokeniser.split(TextNormaliser.normalise(Texts.random(random, 40)));
            assertThat(tokens).as("seed %d round %d", SEED, round).allSatisfy(token -> {
                assertThat(token.text()).isNotEmpty();
                assertThat(token.kind()).isIn((Object[]) Kind.values());
            });
        }
    }

    private static List<String> texts(String text) {
        return Tokeniser.split(text).stream().map(Token::text).toList();
    }
}
