package circumplex.personalizer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import circumplex.kit.testing.HouseRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("circumplex.personalizer");

    @Test
    void theRulesOfTheHouseHold() {
        HouseRules.check(PersonalizerMain.class);
    }

    @Test
    void arraysOfTheEngineStopAtNetworks() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Network|Training)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(CLASSES);
    }

    @Test
    void modelsKnowNoFrameworkAndNoService() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "circumplex.personalizer.statistics..",
                        "circumplex.personalizer.data..",
                        "circumplex.personalizer.calibration..",
                        "circumplex.personalizer.evaluation..",
                        "circumplex.personalizer.twin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..", "io.grpc..", "jakarta..", "java.sql..", "picocli..", "circumplex.kit..", "circumplex.personalizer")
                .check(CLASSES);
    }

    @Test
    void annotationsKnowNoCalibratorAndNoEndpoint() {
        noClasses()
                .that()
                .resideInAPackage("circumplex.personalizer.annotation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "circumplex.personalizer",
                        "circumplex.personalizer.calibration..",
                        "circumplex.personalizer.serving..",
                        "circumplex.personalizer.registry..",
                        "circumplex.personalizer.jobs..")
                .check(CLASSES);
    }
}
