package circumplex.personalizer;

import static circumplex.personalizer.Samples.SET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.values.ValueSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BaseRatesTest {

    private static final ValueSet PAIR =
            new ValueSet("pair", 1, "Two values", false, SET.groups(), List.of(SET.dimension(3), SET.dimension(7)));

    @Test
    void theShippedRatesAreThoseOfTheStudy() {
        BaseRates rates = BaseRates.of(SET);
        assertThat(rates.get(SET.requirePosition("benevolence_caring"))).isEqualTo(1.48);
        assertThat(rates.get(SET.requirePosition("security_personal"))).isEqualTo(0.31);
        double mean = 0;
        for (int v = 0; v < SET.size(); v++) {
            mean += rates.get(v) / SET.size();
        }
        assertThat(mean).as("the study's mean over people is .83").isBetween(0.80, 0.86);
    }

    @Test
    void aFileIsReadInAnyOrder() throws IOException {
        BaseRates rates = read("# comment\n\nface\t0.85\nhedonism\t6\n");
        assertThat(rates.get(0)).isEqualTo(6);
        assertThat(rates.get(1)).isEqualTo(0.85);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            hedonism\\t1                       | face is missing
            hedonism\\t1\\nhedonism\\t1        | rates:2: hedonism appears twice
            hedonism\\t1\\nfaces\\t1           | rates:2: 'faces' is not a value
            hedonism\\t0                       | rates:1: rate must be above 0
            hedonism\\t6.1                     | rates:1: rate must be above 0
            hedonism\\tNaN                     | rates:1: rate must be above 0
            hedonism\\tmuch                    | rates:1
            hedonism 1                         | rates:1: needs a value id
            """)
    void aBadFileIsRefusedWithTheLine(String file, String message) {
        String text = file.replace("\\t", "\t").replace("\\n", "\n");
        assertThatThrownBy(() -> read(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void aSetWithoutRatesIsRefused() {
        assertThatThrownBy(() -> BaseRates.of(PAIR)).hasMessageContaining("no base rates for pair@1");
    }

    private static BaseRates read(String text) throws IOException {
        return BaseRates.read(PAIR, "rates", new BufferedReader(new StringReader(text)));
    }
}
