package circumplex.classifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import circumplex.kit.testing.HouseRules;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check(ClassifierMain.class);
    }

    @Test
    void theTextPackageIsPlainJava() {
        noClasses()
                .that()
                .resideInAPackage("circumplex.classifier.text..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "circumplex.classifier",
                        "circumplex.kit..",
                        "circumplex.wire..",
                        "circumplex.*.v1",
                        "io.grpc..",
                        "io.micronaut..",
                        "jakarta..",
                        "java.sql..",
                        "org.slf4j..",
                        "com.google..")
                .because("what is known of one text depends on the vocabulary only")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("circumplex.classifier"));
    }

    @Test
    void arraysOfTheEngineStopAtTheNetworkAndItsTraining() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Network|NetworkTraining)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .because("what is native has few owners")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("circumplex.classifier"));
    }
}
