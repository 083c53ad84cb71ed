package circumplex.classifier.text.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Texts;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconScorerTest {

    private static final long SEED = 1_917;
    private static final ValueSet SET = ValueSets.all().defaultSet();
    private static final LexiconScorer SCORER = LexiconScorer.of(SET).orElseThrow();

    @Test
    void theIdNamesEverythingThatMakesTheScores() {
        assertThat(SCORER.id()).matches("embedded/lexicon-1-[0-9a-f]{12}/none/schwartz-19@1/deterministic/single");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "The bus leaves at nine from the other stop", "12:30", "😶", "#monday"})
    void silenceScoresZeroEverywhere(String text) {
        assertThat(score(text).toArray()).containsOnly(0f);
    }

    @ParameterizedTest
    @CsvSource({
        "wildlife, 3.5", "wildlife and wildlife and Wildlife!, 3.5", "nature, 2.5", "'nature, planet', 4", "'nature, planet, wildlife', 5",
        "'climate, environment, nature, planet, pollution, wildlife, forest', 6",
    })
    void evidenceAddsUpOnceEachAndSaturates(String text, float score) {
        assertThat(nature(text)).isEqualTo(score);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "#Wildlife", "#wildlife", "#WildlifeMatters", "#ProtectWildlife", "wildlife's", "Wildlife?", "(wildlife)",
        "\"wildlife\"", "ｗｉｌｄｌｉｆｅ", "wild\u200Blife", "wildlife-friendly", "not for me: wildlife", "not only wildlife", "can't wait for wildlife",
    })
    void findsAWordInEveryDress(String text) {
        assertThat(nature(text)).isEqualTo(3.5f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everyone deserves this", "#EveryoneDeserves", "#everyonedeserves"})
    void findsAPhraseWrittenOutSplitAndJoined(String text) {
        assertThat(value(text, "universalism_concern")).isEqualTo(3.5f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everyone. deserves", "everyone 😀 deserves", "everyone really deserves", "deserves everyone"})
    void aPhraseIsNotFoundInPieces(String text) {
        assertThat(value(text, "universalism_concern")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "no wildlife", "not wildlife", "never wildlife", "don't need wildlife", "don\u2019t need wildlife", "dont need wildlife",
        "without any wildlife", "there isn't much of wildlife", "nobody likes wildlife", "#NoWildlife", "#NotMyWildlife",
        "screw wildlife", "so-called wildlife", "enough of your wildlife", "tired of hearing about wildlife", "wildlife is overrated",
        "wildlife protection is a scam", "to hell with wildlife", "anti-wildlife",
    })
    void whatIsDeniedOrAttackedCountsNothing(String text) {
        assertThat(nature(text)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "no, wildlife", "I said no. Wildlife first", "not today 😀 wildlife", "never did one two three four wildlife",
        "overrated? wildlife", "wildlife one two three four is overrated", "screw it, wildlife",
    })
    void aCueEndsWithItsClauseAndItsWindow(String text) {
        assertThat(nature(text)).isEqualTo(3.5f);
    }

    @Test
    void emojiCountInEverySkinAndForm() {
        assertThat(value("🫶🏿", "benevolence_caring")).isEqualTo(2f);
        assertThat(value("❤️", "benevolence_caring")).isEqualTo(value("❤", "benevolence_caring")).isPositive();
        assertThat(value("🏳️‍🌈", "universalism_tolerance")).isEqualTo(2.5f);
    }

    @Test
    void goldPostsScoreAsTheyRead() {
        List<String[]> gold = Texts.rows("gold-schwartz-19.tsv");
        for (int value = 0; value < SET.size(); value++) {
            String id = SET.dimension(value).id();
            assertThat(gold).as(id).filteredOn(row -> row[1].equals(id) && row[0].equals("top")).hasSizeGreaterThanOrEqualTo(3);
            assertThat(gold).as(id).filteredOn(row -> row[1].equals(id) && row[0].equals("zero")).hasSizeGreaterThanOrEqualTo(2);
        }
        assertThat(gold).allSatisfy(row -> {
            assertThat(SCORER.knows(PostText.read(row[2]).language())).as(row[2]).isTrue();
            switch (row[0]) {
                case "top" -> assertThat(strongest(row[2])).as(row[2]).isEqualTo(row[1]);
                case "zero" -> assertThat(value(row[2], row[1])).as(row[2]).isZero();
                default -> throw new IllegalArgumentException(row[0]);
            }
        });
    }

    @Test
    void everyScoreOfAnyTextIsOnTheHalfGridAndRepeats() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            String text = Texts.random(random, 80);
            ScoreVector scores = score(text);
            assertThat(score(text)).as("seed %d round %d", SEED, round).isEqualTo(scores);
            for (float score : scores.toArray()) {
                assertThat(score * 2).isEqualTo(Math.round(score * 2)).isBetween(0f, 12f);
            }
        }
    }

    @Test
    void hostileTextsTakeNoLongerThanOthersOfTheirLength() {
        List<String> hostile = Texts.hostile().toList();

        Texts.assertFast(Duration.ofSeconds(30), () -> {
            for (int round = 0; round < 20; round++) {
                hostile.forEach(LexiconScorerTest::score);
            }
        });
    }

    private static float nature(String text) {
        return value(text, "universalism_nature");
    }

    private static float value(String text, String value) {
        return score(text).get(SET.requirePosition(value));
    }

    /** The value that scores higher than every other, or "none". */
    private static String strongest(String text) {
        float[] scores = score(text).toArray();
        String strongest = "none";
        float best = 0;
        for (int value = 0; value < scores.length; value++) {
            if (scores[value] >= best) {
                strongest = scores[value] > best ? SET.dimension(value).id() : "none";
                best = scores[value];
            }
        }
        return strongest;
    }

    private static ScoreVector score(String text) {
        return SCORER.score("", PostText.read(text)).scores();
    }
}
