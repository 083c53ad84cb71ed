package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.HouseRules;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The negative control: a package that breaks every rule of the house. */
class HouseRulesTest {

    private static final String BROKEN = "circumplex.kit.house";

    @Test
    void everyRuleFindsWhoBreaksIt() {
        assertThat(HouseRules.broken(new ClassFileImporter().importPackages(BROKEN), BROKEN))
                .anySatisfy(rule -> assertThat(rule).contains("messages stop at the endpoint"))
                .anySatisfy(rule -> assertThat(rule).contains("what comes from the wire is mapped at the edge"))
                .anySatisfy(rule -> assertThat(rule).contains("the database stops at the store"))
                .anySatisfy(rule -> assertThat(rule).contains("nothing calls an endpoint but the server"))
                .anySatisfy(rule -> assertThat(rule).contains("names tell what a class is"))
                .anySatisfy(rule -> assertThat(rule).contains("never import each other"))
                .anySatisfy(rule -> assertThat(rule).contains("@NullMarked"))
                .hasSize(7);
    }
}
