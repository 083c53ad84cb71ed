package circumplex.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueNamesTest {

    private static final ValueNames NAMES = ValueNames.of(Samples.SCHWARTZ);

    @ParameterizedTest
    @MethodSource("dimensions")
    void takesEveryIdLayLabelAndName(ValueDimension value) {
        for (String name : new String[] {value.id(), value.layLabel(), value.name()}) {
            assertThat(NAMES.resolve(name)).isEqualTo(value.id());
            assertThat(NAMES.resolve(" " + name.toUpperCase(Locale.ROOT) + " ")).isEqualTo(value.id());
            assertThat(NAMES.resolve(name.replace(' ', '_').replace('-', ' '))).isEqualTo(value.id());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "caring, benevolence_caring",
        "dominance, power_dominance",
        "nature, universalism_nature",
        "respect, conformity_interpersonal",
        "rules, conformity_rules",
        "wealth, power_resources",
        "thought, self_direction_thought",
        "act, self_direction_action",
        "hedo, hedonism",
        "personal, security_personal",
        "reputation, face"
    })
    void takesWhatOnlyOneValueFits(String typed, String valueId) {
        assertThat(NAMES.resolve(typed)).isEqualTo(valueId);
    }

    @ParameterizedTest
    @CsvSource({
        "self, self_direction_thought or self_direction_action",
        "universalism, universalism_concern or universalism_nature or universalism_tolerance",
        "power, power_dominance or power_resources",
        "security, security_personal or security_societal",
        // Respect, Resources: the beginning of a label and the beginning of a word count the same.
        "res, power_resources or conformity_interpersonal"
    })
    void namesTheValuesWhereSeveralFit(String typed, String candidates) {
        assertThatThrownBy(() -> NAMES.resolve(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + typed + "' could be " + candidates);
    }

    @Test
    void takesANameThatIsSpeltOutThoughItIsTheBeginningOfAnother() {
        ValueNames names = ValueNames.of(Samples.set("tastes", "sweet", "sweet_sour"));

        assertThat(names.resolve("sweet")).isEqualTo("sweet");
        assertThatThrownBy(() -> names.resolve("swe")).hasMessageContaining("sweet or sweet_sour");
    }

    @ParameterizedTest
    @CsvSource({
        "benevolance_carring, benevolence_caring",
        "carring, benevolence_caring",
        "tradtion, tradition",
        "hedonsim, hedonism",
        "Tolerence, universalism_tolerance",
        "power_domninance, power_dominance",
        "pursonal security, security_personal"
    })
    void suggestsTheNearestNameForATypo(String typed, String nearest) {
        assertThatThrownBy(() -> NAMES.resolve(typed)).isInstanceOfSatisfying(UnknownValueException.class, e -> {
            assertThat(e.unknown()).isEqualTo(typed);
            assertThat(e.nearest()).contains(nearest);
            assertThat(e).hasMessageContaining("did you mean '" + nearest + "'?");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzzzqqq", "x", "xy", "money", "freedom", "benevolent dictatorship"})
    void suggestsNothingWhereNothingIsNear(String typed) {
        assertThatThrownBy(() -> NAMES.resolve(typed)).isInstanceOfSatisfying(UnknownValueException.class, e -> {
            assertThat(e.nearest()).isEmpty();
            assertThat(e).hasMessage("'" + typed + "' is not a value of schwartz-19");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "_", "--", ":", "💙", "caring caring"})
    void refusesWhatIsNoName(String typed) {
        assertThatThrownBy(() -> NAMES.resolve(typed)).isInstanceOf(UnknownValueException.class);
    }

    @Test
    void suggestsInBoundedTimeHoweverMuchIsTyped() {
        assertThat(NAMES.nearest("caring" + "x".repeat(10_000_000))).isPresent();
    }

    private static Stream<ValueDimension> dimensions() {
        return Samples.SCHWARTZ.dimensions().stream();
    }
}
