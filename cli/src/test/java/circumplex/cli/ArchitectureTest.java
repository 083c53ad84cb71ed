package circumplex.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The command line is a client of the contract: what it may know is listed here, and everything else is unknown to it. */
final class ArchitectureTest {

    private static final String FEED = "circumplex.cli.feed..";
    private static final String PRINT = "circumplex.cli.print..";
    private static final String SERVICES = "circumplex.cli.services..";
    private static final String INSTALLATION = "circumplex.cli.installation..";
    private static final String DOCTOR = "circumplex.cli.doctor..";
    private static final String OPERATE = "circumplex.cli.operate..";

    private final JavaClasses own = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("circumplex.cli");

    @Test
    void knowsTheContractAndTheVocabularyOnly() {
        check(classes().should().onlyDependOnClassesThat().resideInAnyPackage(
                "java..",
                "org.jspecify.annotations..",
                "circumplex.cli..",
                "circumplex.values",
                "circumplex.wire",
                "circumplex.classifier.v1",
                "circumplex.gateway.v1",
                "circumplex.personalizer.v1",
                "circumplex.values.v1",
                "com.google.protobuf..",
                "com.google.rpc..",
                "io.grpc..",
                "picocli..",
                "com.fasterxml.jackson.."));
    }

    @Test
    void readsFilesWithoutKnowingServicesOrCommands() {
        check(noClasses().that().resideInAPackage(FEED).should().dependOnClassesThat().resideInAnyPackage(
                "circumplex.cli", PRINT, SERVICES, INSTALLATION, DOCTOR, OPERATE, "picocli..", "io.grpc..", "circumplex.gateway..", "circumplex.classifier.."));
    }

    @Test
    void readsPostsWithoutKnowingPlatforms() {
        check(noClasses().that().resideInAPackage("circumplex.cli.feed").should().dependOnClassesThat().resideInAnyPackage(
                "circumplex.cli.feed.platform"));
    }

    @Test
    void knowsAnInstallationWithoutKnowingFeedsFormatsOrCommands() {
        check(noClasses().that().resideInAnyPackage(INSTALLATION, DOCTOR).should().dependOnClassesThat().resideInAnyPackage(
                "circumplex.cli", FEED, PRINT, OPERATE, "picocli..", "java.sql.."));
        check(noClasses().that().resideInAPackage(INSTALLATION).should().dependOnClassesThat().resideInAnyPackage(DOCTOR));
    }

    @Test
    void callsServicesWithoutKnowingFilesFormatsOrCommands() {
        check(noClasses().that().resideInAPackage(SERVICES).should().dependOnClassesThat().resideInAnyPackage(
                "circumplex.cli", FEED, PRINT, INSTALLATION, DOCTOR, OPERATE, "picocli..", "com.fasterxml.jackson.."));
    }

    @Test
    void printsWithoutKnowingCallsOrCommands() {
        check(noClasses().that().resideInAPackage(PRINT).should().dependOnClassesThat().resideInAnyPackage(
                "circumplex.cli", SERVICES, INSTALLATION, DOCTOR, OPERATE, "picocli..", "io.grpc.."));
    }

    private void check(ArchRule rule) {
        rule.check(own);
    }
}
