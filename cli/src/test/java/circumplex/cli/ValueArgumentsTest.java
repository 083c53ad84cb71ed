package circumplex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import circumplex.cli.feed.BadInput;
import circumplex.values.ValueSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueArgumentsTest {

    private final ValueArguments arguments = new ValueArguments(ValueSets.all().defaultSet());

    @Test
    void takesIdsLabelsAndBeginnings() {
        assertThat(arguments.weights("benevolence_caring=1, Preservation of Nature = -.5 ,toler=+0.25,FACE=0")).containsExactly(
                entry("benevolence_caring", 1.0),
                entry("universalism_nature", -0.5),
                entry("universalism_tolerance", 0.25),
                entry("face", 0.0));
        assertThat(arguments.weights("caring=0.5000,face=.001,hedonism=-1.000")).containsExactly(
                entry("benevolence_caring", 0.5), entry("face", 0.001), entry("hedonism", -1.0));
        assertThat(arguments.ratings("caring=6,hedonism=0")).containsExactly(entry("benevolence_caring", 6), entry("hedonism", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "-1.0001", "NaN", "Infinity", "-Infinity", "1e-3", "0x1p-1", "0.5f", "1,5", "", " ", "one", "--1", "−1", "1_0"})
    void refusesWhatIsNoWeight(String number) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> arguments.weights("hedonism=1,caring=" + number))
                .withMessageStartingWith("--weights '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "-1", "1.5", "NaN", "", "99999999999"})
    void refusesWhatIsNoRating(String number) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> arguments.ratings("caring=" + number))
                .withMessage("--rate 'caring=" + number + "': the rating must be a whole number from 0 to 6, was '" + number + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "caring=1,carring=1|'carring' is not a value of schwartz-19; did you mean 'benevolence_caring'?",
        "caring=1,Caring=0.5|--weights 'Caring=0.5': benevolence_caring is given twice; keep one of them",
        "security=1|'security' could be security_personal or security_societal",
        "caring=1,|--weights '': must be VALUE=NUMBER, for example caring=1",
        "caring|--weights 'caring': must be VALUE=NUMBER",
        "=1|'' is not a value of schwartz-19",
        "caring=1=2|was '1=2'",
        "caring=0.0001|--weights 'caring=0.0001': weights go in steps of 0.001, '0.0001' is between two; round it",
        "caring=-.1234|weights go in steps of 0.001",
        "zzzzqqq=1|'zzzzqqq' is not a value of schwartz-19; its values are self_direction_thought, self_direction_action, "
    })
    void namesThePartThatCannotBeUsed(String typed, String message) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> arguments.weights(typed))
                .satisfies(mistake -> assertThat(mistake.getMessage()).contains(message));
    }
}
