package circumplex.classifier.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormaliserTest {

    private static final long SEED = 20_261_122;

    @ParameterizedTest
    @CsvSource({
        "'  two \t words \r\n here  ', 'two words here'",
        "'non\u00A0breaking\u3000wide\u2003space', 'non breaking wide space'",
        "'zero\u200Bwidth\u200C\u2060\uFEFF', 'zerowidth'",
        "'soft\u00ADhyphen', 'softhyphen'",
        "'\u202Eright\u2066 to\u2069 left\u200F', 'right to left'",
        "'\uD835\uDC1B\uD835\uDC28\uD835\uDC25\uD835\uDC1D', 'bold'",
        "'ＦＵＬＬ ｗｉｄｔｈ', 'FULL width'",
        "'cafe\u0301', 'caf\u00E9'",
        "'e\u200B\u0301', '\u00E9'",
        "'Case Stays #SaveThePlanet', 'Case Stays #SaveThePlanet'",
    })
    void foldsWhatReadersCannotTellApart(String text, String normalised) {
        assertThat(TextNormaliser.normalise(text)).isEqualTo(normalised);
    }

    @ParameterizedTest
    @CsvSource({
        "'😀🎉', '😀🎉'",
        "'👨\u200D👩\u200D👧', '👨\u200D👩\u200D👧'",
        "'👍🏽', '👍🏽'",
        "'\u2764\uFE0F', '\u2764'",
        "'🏳\uFE0F\u200D🌈', '🏳\u200D🌈'",
        "'a\u200Db', 'ab'",
    })
    void keepsEmojiAndTheirJoinerButNoVariationSelector(String text, String normalised) {
        assertThat(TextNormaliser.normalise(text)).isEqualTo(normalised);
    }

    @ParameterizedTest
    @CsvSource({"''", "'   '", "'\n\t\r'", "'\u200B\u200B'", "'\u00A0\u3000'", "'\u3164\u2800\u115F'", "'\uFE0F'", "'\u0000\u0007'"})
    void blankTextBecomesEmpty(String text) {
        assertThat(TextNormaliser.normalise(text)).isEmpty();
    }

    @Test
    void isIdempotentOnAnything() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            String text = Texts.random(random, 1 + random.nextInt(60));
            String once = TextNormaliser.normalise(text);
            assertThat(TextNormaliser.normalise(once)).as("seed %d round %d", SEED, round).isEqualTo(once);
            assertThat(once).doesNotContain("  ", "\n").isEqualTo(once.strip());
        }
    }

    @Test
    void cutsRunsOfCombiningMarksSoThatTimeStaysLinear() {
        String marks = "e" + "\u0316\u0301".repeat(5_000);

        assertThat(TextNormaliser.normalise(marks).length()).isLessThanOrEqualTo(1 + TextNormaliser.MAX_MARKS);
        Texts.assertFast(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 200; i++) {
                TextNormaliser.normalise(marks);
            }
        });
    }
}
