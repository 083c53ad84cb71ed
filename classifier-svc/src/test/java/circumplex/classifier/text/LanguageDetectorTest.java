package circumplex.classifier.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {

    private static final List<String[]> GOLD = Texts.rows("language-gold.tsv");

    @Test
    void noEnglishPostIsTakenForAnotherLanguage() {
        assertThat(GOLD).filteredOn(row -> row[0].equals("en")).hasSizeGreaterThan(30).allSatisfy(row ->
                assertThat(PostText.read(row[1]).language()).as(row[1]).isIn("en", "und"));
    }

    @Test
    void atMostOneForeignPostInFiftyIsTakenForEnglish() {
        List<String[]> foreign = GOLD.stream().filter(row -> !row[0].equals("en")).toList();
        List<String> missed = foreign.stream()
                .map(row -> row[1])
                .filter(text -> List.of("en", "und").contains(PostText.read(text).language()))
                .toList();

        assertThat(missed).hasSizeLessThanOrEqualTo(foreign.size() / 50);
    }

    @ParameterizedTest
    @CsvSource({
        "Доброе утро всем, und-Cyrl", "Καλημέρα σε όλους, el", "صباح الخير, und-Arab", "בוקר טוב, he", "सुप्रभात, und-Deva",
        "大家早上好, zh", "おはよう, ja", "明日の試合が楽しみ, ja", "좋은 아침, ko", "สวัสดี, th", "დილა მშვიდობისა, ka", "Բարի լույս, hy",
    })
    void otherScriptsAreFlaggedHoweverShort(String text, String language) {
        assertThat(PostText.read(text).language()).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "😀😀", "🌧️☔️🌧️", "12:30", "...", "https://example.org/", "#climate", "@someone", "Lewandowski", "wow wow"})
    void whatCannotBeToldIsUndetermined(String text) {
        assertThat(PostText.read(text).language()).isEqualTo("und");
    }

    @Test
    void manyWordsWithoutOneOfEnglishAreNotEnglish() {
        assertThat(PostText.read("Mogoŋo bora tuvale kirimo sanete polu").language()).isEqualTo("und-Latn");
    }

    @Test
    void linksMentionsAndHashtagsDoNotSpeak() {
        assertThat(PostText.read("Danke für alles @the_best_of_you https://and.the/of #LoveIsLove #WithYou").language())
                .isEqualTo("de");
    }

    @Test
    void aForeignNameDoesNotMakeAPostForeign() {
        assertThat(PostText.read("Watched Amélie with Zoë and José, loved it").language()).isEqualTo("en");
        assertThat(PostText.read("Путин said that the talks are over and the war goes on").language()).isEqualTo("en");
    }

    @Test
    void englishWithSomeForeignWordsStaysEnglish() {
        assertThat(PostText.read("Long week, pero bueno, we survived, mañana playa").language()).isEqualTo("en");
    }

    @Test
    void theFileIsCheckedByLine() {
        assertThatThrownBy(() -> Languages.parse("words\ten\tthe of\nword\tde\tder")).hasMessageStartingWith("languages.tsv:2: ");
        assertThatThrownBy(() -> Languages.parse("words\ten")).hasMessageStartingWith("languages.tsv:1: ");
        assertThatThrownBy(() -> Languages.parse("words\tde\tder")).hasMessageContaining("must be English");
    }
}
