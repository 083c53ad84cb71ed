package circumplex.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueSetFileTest {

    private static final String GOOD = """
            # A comment.

            set|tastes|3|What it tastes like
            order|circle
            group|pleasant|Pleasant|harsh
            group|harsh|Harsh
            value|sweet|Sweet|Sugary|pleasant|Tasting of sugar
            value|bitter|Bitter|Bitter|harsh|Tasting of coffee
            """;

    @Test
    void readsASet() throws IOException {
        ValueSet set = read(GOOD);

        assertThat(set).hasToString("tastes@3");
        assertThat(set.title()).isEqualTo("What it tastes like");
        assertThat(set.circular()).isTrue();
        assertThat(set.groups())
                .containsExactly(
                        new ValueGroup("pleasant", "Pleasant", Optional.of("harsh")),
                        new ValueGroup("harsh", "Harsh", Optional.empty()));
        assertThat(set.dimensions())
                .containsExactly(
                        new ValueDimension("sweet", "Sweet", "Sugary", "Tasting of sugar", "pleasant"),
                        new ValueDimension("bitter", "Bitter", "Bitter", "Tasting of coffee", "harsh"));
    }

    @Test
    void isAListWhereNoOrderIsNamed() throws IOException {
        assertThat(read(GOOD.replace("order|circle\n", "")).circular()).isFalse();
        assertThat(read(GOOD.replace("order|circle", "order|list")).circular()).isFalse();
    }

    /** One line of the good file is replaced; the mistake is reported at the line that has to be mended. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "3; set|tastes|3; 3; 'set' needs 3 columns after it, has 2",
        "3; set|Tastes|3|Title; 3; value-set id must be lower-case words joined by hyphens, was 'Tastes'",
        "3; set|tastes|three|Title; 3; version must be a whole number, was 'three'",
        "3; set|tastes|0|Title; 3; version of tastes must be at least 1, was 0",
        "3; set|tastes|99999999999|Title; 3; version must be a whole number, was '99999999999'",
        "3; set|tastes|3| ; 3; title of tastes must not be blank",
        "3; # nothing; 8; the file ends without the line 'set'",
        "4; order|square; 4; order must be 'circle' or 'list', was 'square'",
        "4; set|tastes|4|Title; 4; the line 'set' appears twice, first on line 3",
        "5; order|list; 5; the line 'order' appears twice, first on line 4",
        "5; group|pleasant; 5; 'group' needs 3 columns after it, has 1",
        "5; group|pleasant|Pleasant|soft; 5; unknown group 'soft'",
        "6; group|pleasant|Pleasant; 6; group pleasant appears twice, first on line 5",
        "7; value|sweet|Sweet|Sugary|pleasant; 7; 'value' needs 5 columns after it, has 4",
        "7; value|sweet|Sweet|Sugary|pleasant|a|b; 7; 'value' needs 5 columns after it, has 6",
        "7; value|sweet|Sweet|Sugary|mild|Tasting of sugar; 7; unknown group 'mild'",
        "7; value|Sweet!|Sweet|Sugary|pleasant|x; 7; value id must be lower-case words joined by underscores, was 'Sweet!'",
        "7; value|sweet|Sweet|Sugary|pleasant|; 7; definition of sweet must not be blank",
        "7; flavour|sweet; 7; unknown keyword 'flavour'",
        "8; value|sweet|Sweet|Sugary|pleasant|Again; 8; value sweet appears twice, first on line 7"
    })
    void namesFileAndLineOfAMistake(int replaced, String with, int reported, String mistake) {
        String[] lines = GOOD.split("\n");
        lines[replaced - 1] = with;

        assertThatThrownBy(() -> read(String.join("\n", lines)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tastes.tsv:" + reported + ": " + mistake);
    }

    @Test
    void refusesASetWithoutValues() {
        assertThatThrownBy(() -> read("set|tastes|3|Title"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tastes.tsv:1: tastes has no values");
    }

    private static ValueSet read(String text) throws IOException {
        return ValueSetFile.read("tastes.tsv", new BufferedReader(new StringReader(text.replace('|', '\t'))));
    }
}
