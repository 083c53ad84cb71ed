package circumplex.gateway;

import circumplex.kit.testing.HouseRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check(GatewayMain.class);
    }
}
