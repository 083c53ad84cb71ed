package circumplex.classifier.text.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.values.ValueSets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexiconFileTest {

    private static final String FILE = "lexicon-schwartz-19.tsv";
    private static final String SHIPPED = shipped();

    @Test
    void theShippedLexiconIsSound() {
        Lexicon lexicon = read(SHIPPED);

        assertThat(lexicon.set()).isEqualTo(ValueSets.all().defaultSet());
        assertThat(lexicon.cues().values()).contains(Lexicon.Cue.values());
        for (int value = 0; value < lexicon.set().size(); value++) {
            int position = value;
            String name = lexicon.set().dimension(value).id();
            assertThat(count(lexicon.terms().values(), position)).as(name).isBetween(8L, 12L);
            assertThat(count(lexicon.hashtags().values(), position)).as(name).isPositive();
            assertThat(count(lexicon.emoji().values(), position)).as(name).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'term\thedonism\t2\tenjoy*', 'appears twice'",
        "'negation\tnot', 'appears twice'",
        "'term\thedonisme\t2\tparty', 'hedonisme'",
        "'term\thedonism\t2', 'needs 3 columns'",
        "'term\thedonism\t2.3\tparty', 'strength'",
        "'term\thedonism\t0\tparty', 'strength'",
        "'term\thedonism\t3.5\tparty', 'strength'",
        "'term\thedonism\tNaN\tparty', 'strength'",
        "'term\thedonism\tbig\tparty', 'big'",
        "'term\thedonism\t2\tParty', 'lower-case'",
        "'term\thedonism\t2\tfête', 'lower-case'",
        "'term\thedonism\t2\tpa*', 'stem under'",
        "'term\thedonism\t2\ttwo  spaces', 'empty word'",
        "'term\thedonism\t2\tone two three four five', '1 to 4 words'",
        "'hashtag\thedonism\t2\ttwo words', 'one word'",
        "'emoji\thedonism\t2\tparty', 'one emoji'",
        "'emoji\thedonism\t2\t🎉🎈', 'one emoji'",
        "'word\thedonism\t2\tparty', 'unknown keyword'",
        "'set\tschwartz-19\t1', 'appears twice'",
    })
    void everyMistakeIsReportedWithItsLine(String line, String message) {
        long last = SHIPPED.lines().count() + 1;

        assertThatThrownBy(() -> read(SHIPPED + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(FILE + ":" + last + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void everyValueNeedsEightToTwelveTerms() {
        String few = SHIPPED.replaceAll("term\tface\t.*\n", "");
        String many = SHIPPED + "term\tface\t1\tthirteenth\n";

        assertThatThrownBy(() -> read(few)).hasMessageContaining("face must have 8 to 12 terms, has 0");
        assertThatThrownBy(() -> read(many)).hasMessageContaining("face must have 8 to 12 terms, has 13");
    }

    @Test
    void theSetMustBeKnownAndStandFirst() {
        assertThatThrownBy(() -> read("set\tschwartz-20\t1\n")).hasMessageStartingWith(FILE + ":1: ");
        assertThatThrownBy(() -> read("set\tschwartz-19\t2\n")).hasMessageStartingWith(FILE + ":1: ");
        assertThatThrownBy(() -> read("term\thedonism\t2\tparty\n")).hasMessageContaining("'set' must stand before");
        assertThatThrownBy(() -> read("")).hasMessageContaining("'set' must stand before");
    }

    private static long count(Iterable<java.util.List<Lexicon.Evidence>> evidence, int value) {
        long count = 0;
        for (java.util.List<Lexicon.Evidence> some : evidence) {
            count += some.stream().filter(one -> one.value() == value).count();
        }
        return count;
    }

    private static Lexicon read(String content) {
        return LexiconFile.read(FILE, content.getBytes(StandardCharsets.UTF_8), ValueSets.all());
    }

    private static String shipped() {
        try (InputStream stream = LexiconFileTest.class.getResourceAsStream("/circumplex/classifier/" + FILE)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
