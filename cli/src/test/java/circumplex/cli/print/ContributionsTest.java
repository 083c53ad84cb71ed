package circumplex.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContributionsTest {

    private final ValueSet set = ValueSets.all().defaultSet();

    @Test
    void theLargestInEitherDirectionComeFirst() {
        assertThat(reason("power_dominance", -400, "benevolence_caring", 3500)).isEqualTo("Caring +3.50, Power-Dominance -0.40");
    }

    @Test
    void whatMovedAPostIsNamedHoweverSmallItIs() {
        assertThat(reason("benevolence_caring", 30)).isEqualTo("Caring +0.03");
        assertThat(reason("benevolence_caring", 3)).isEqualTo("Caring +0.003");
    }

    @Test
    void whatIsNegligibleBesideTheLargestIsNoReason() {
        assertThat(reason("benevolence_caring", 2460, "humility", 9)).isEqualTo("Caring +2.46");
    }

    @Test
    void nothingGivenIsNoReason() {
        assertThat(reason()).isEmpty();
    }

    private String reason(Object... namesAndThousandths) {
        List<Integer> packed = new ArrayList<>(Collections.nCopies(set.size(), 0));
        for (int i = 0; i < namesAndThousandths.length; i += 2) {
            packed.set(set.requirePosition((String) namesAndThousandths[i]), (Integer) namesAndThousandths[i + 1]);
        }
        return Contributions.of(set, packed).reason(3);
    }
}
