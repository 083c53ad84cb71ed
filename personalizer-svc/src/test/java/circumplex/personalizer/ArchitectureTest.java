package circumplex.personalizer;

import circumplex.kit.testing.HouseRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    @Test
    void theRulesOfTheHouseHold() {
        HouseRules.check(PersonalizerMain.class);
    }
}
