package circumplex.bench.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search finds what it is there to find. */
class WordsTest {

    private final Words words = new Words(1);

    @Test
    void findsAWordInEveryForm() {
        String word = words.of("here");
        words.of("elsewhere");

        assertFound(("a line with " + word + " in it").getBytes(StandardCharsets.UTF_8));
        assertFound(word.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        assertFound(words.uuidOf("here").getBytes(StandardCharsets.UTF_8));
        assertFound(word.getBytes(StandardCharsets.UTF_16LE));
        assertFound(word.getBytes(StandardCharsets.UTF_16BE));
        assertFound(("\\x" + HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8))).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xy", "xyz"})
    void findsAWordInsideOfBase64(String before) {
        byte[] encoded = Base64.getEncoder().encode((before + words.of("here") + "and more").getBytes(StandardCharsets.UTF_8));

        assertFound(encoded);
    }

    @Test
    void findsNothingWhereNothingIs() {
        words.of("here");

        assertThat(words.in("an ordinary line, 0123456789abcdef".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private void assertFound(byte[] bytes) {
        assertThat(words.in(bytes)).containsExactly("here");
    }
}
