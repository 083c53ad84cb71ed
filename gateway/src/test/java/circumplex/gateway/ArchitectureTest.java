package circumplex.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import circumplex.kit.testing.HouseRules;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/v1/"))
            .importPackages("circumplex.gateway");

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check(GatewayMain.class);
    }

    /** The way of a request is the way of the dependencies. */
    @ParameterizedTest
    @CsvSource({
        "feed, ''",
        "downstream, feed",
        "profile, ''",
        "replica, downstream feed",
        "backfill, downstream feed",
        "rank, backfill replica profile downstream feed",
        "calibration, backfill downstream feed",
        "userdata, replica profile downstream",
    })
    void aPackageKnowsOnlyWhatComesAfterIt(String own, String known) {
        Set<String> mayKnow = Set.of((own + " " + known).strip().split(" "));
        noClasses()
                .that()
                .resideInAPackage("circumplex.gateway." + own)
                .should()
                .dependOnClassesThat(describe("are another part of the gateway", type -> isPart(type)
                        && !mayKnow.contains(type.getPackageName().substring("circumplex.gateway.".length()))))
                .check(CLASSES);
    }

    private static boolean isPart(JavaClass type) {
        return type.getPackageName().startsWith("circumplex.gateway.") && !type.getPackageName().endsWith(".v1");
    }
}
