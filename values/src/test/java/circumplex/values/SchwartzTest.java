package circumplex.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shipped set, word for word: what is published as version 1 never changes. */
class SchwartzTest {

    /** SHA-256 of the 19 ids in circle order. Clients have stored vectors in this order: never edit, publish a new id. */
    private static final String PUBLISHED_ORDER = "7a03c9dc4b134b4197c590bcd44bf63e100c3da468d89b750b7e67face63a078";

    /** SHA-256 of the file without its comments. Another wording is another version. */
    private static final String PUBLISHED_CONTENT = "e7cd9ac8d12ab29744432364e7c8a27697d3e25c274947a2c5de78598f57d63b";

    private static final ValueSet SET = ValueSets.all().find("schwartz-19").orElseThrow();

    @Test
    void isTheDefaultAndSaysWhatItIs() {
        assertThat(ValueSets.all().defaultSet()).isSameAs(SET);
        assertThat(SET).hasToString("schwartz-19@1");
        assertThat(SET.circular()).isTrue();
        assertThat(SET.title()).isEqualTo("The 19 refined values of Schwartz");
    }

    @Test
    void hasThe19ValuesInCircleOrder() {
        assertThat(SET.dimensions())
                .extracting(ValueDimension::id)
                .containsExactly(
                        "self_direction_thought",
                        "self_direction_action",
                        "stimulation",
                        "hedonism",
                        "achievement",
                        "power_dominance",
                        "power_resources",
                        "face",
                        "security_personal",
                        "security_societal",
                        "tradition",
                        "conformity_rules",
                        "conformity_interpersonal",
                        "humility",
                        "benevolence_dependability",
                        "benevolence_caring",
                        "universalism_concern",
                        "universalism_nature",
                        "universalism_tolerance");
    }

    @Test
    void hasTheNamesOfTheTheory() {
        assertThat(SET.dimensions())
                .extracting(ValueDimension::name)
                .containsExactly(
                        "Self-direction: thought",
                        "Self-direction: action",
                        "Stimulation",
                        "Hedonism",
                        "Achievement",
                        "Power: dominance",
                        "Power: resources",
                        "Face",
                        "Security: personal",
                        "Security: societal",
                        "Tradition",
                        "Conformity: rules",
                        "Conformity: interpersonal",
                        "Humility",
                        "Benevolence: dependability",
                        "Benevolence: caring",
                        "Universalism: concern",
                        "Universalism: nature",
                        "Universalism: tolerance");
    }

    @Test
    void groupsTheValuesForDisplayWithTheBorderValuesWhereTheLayGroupingHasThem() {
        Map<String, List<String>> labels = SET.dimensions().stream()
                .collect(Collectors.groupingBy(
                        ValueDimension::group,
                        TreeMap::new,
                        Collectors.mapping(ValueDimension::layLabel, Collectors.toList())));

        assertThat(labels).isEqualTo(Map.of(
                "openness_to_change", List.of("Independent Thoughts", "Independent Actions", "Stimulation", "Hedonism"),
                "self_enhancement", List.of("Achievement", "Power-Dominance", "Wealth-Resources", "Face-Reputation"),
                "conservation",
                        List.of("Personal Security", "Societal Security", "Tradition", "Lawfulness", "Respect"),
                "self_transcendence",
                        List.of(
                                "Humility",
                                "Dependability",
                                "Caring",
                                "Universal Concern",
                                "Preservation of Nature",
                                "Tolerance")));
    }

    @Test
    void opposesOpennessToConservationAndSelfEnhancementToSelfTranscendence() {
        Map<String, String> opposites = SET.groups().stream()
                .collect(Collectors.toMap(ValueGroup::id, group -> group.opposite().orElse("none")));

        assertThat(opposites).isEqualTo(Map.of(
                "openness_to_change", "conservation",
                "conservation", "openness_to_change",
                "self_enhancement", "self_transcendence",
                "self_transcendence", "self_enhancement"));
    }

    @Test
    void definesEveryValueInOneShortLineOfItsOwn() {
        assertThat(SET.dimensions()).extracting(ValueDimension::definition).doesNotHaveDuplicates().allSatisfy(
                definition -> assertThat(definition).matches("[A-Z][^\\t\\r\\n]{20,100}[^\\s.]"));
    }

    @Test
    void keepsThePublishedOrder() {
        assertThat(SET.sha256())
                .as("the order of schwartz-19 version 1 is published: another order is a new id")
                .isEqualTo(PUBLISHED_ORDER);
    }

    @Test
    void keepsThePublishedWording() throws IOException {
        assertThat(sha256(withoutComments("schwartz-19.tsv")))
                .as("schwartz-19 version 1 is published: another wording is version 2")
                .isEqualTo(PUBLISHED_CONTENT);
    }

    @Test
    void digestsTheIdsEachFollowedByALineFeed() {
        String ids = SET.dimensions().stream().map(value -> value.id() + "\n").collect(Collectors.joining());

        assertThat(SET.sha256()).isEqualTo(sha256(ids));
    }

    private static String withoutComments(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ValueSets.class.getResourceAsStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).map(line -> line + "\n").collect(Collectors.joining());
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
