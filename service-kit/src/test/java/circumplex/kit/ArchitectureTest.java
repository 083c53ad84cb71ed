package circumplex.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.refusal.Refusal;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The kit knows the contract's errors and no service. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("circumplex.kit");

    @Test
    void knowsNoService() {
        assertThat(CLASSES).isNotEmpty();
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "circumplex.classifier..",
                        "circumplex.personalizer..",
                        "circumplex.ranker..",
                        "circumplex.gateway..",
                        "circumplex.cli..")
                .because("what all services need once is about none of them")
                .check(CLASSES);
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("circumplex..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("circumplex.kit..", "circumplex.errors.v1", "circumplex.wire", "circumplex.values")
                .check(CLASSES);
    }

    @Test
    void keepsJdbcInTheStoreAndWhatReadsItsFailures() {
        noClasses()
                .that()
                .resideOutsideOfPackages("circumplex.kit.database..", "circumplex.kit.idempotency..")
                .and()
                .haveNameNotMatching(".*\\.(Failures|DatabaseFailure|StartFailure|PoolMetrics)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "io.micronaut.data..", "io.micronaut.transaction..")
                .because("services without a database have none of these on their class path")
                .check(CLASSES);
    }

    @Test
    void itsPartsKnowEachOtherInOneDirection() {
        slices().matching("circumplex.kit.(*)..").should().beFreeOfCycles().check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("circumplex.kit.*..")
                .and()
                .resideOutsideOfPackages("circumplex.kit.admin", "circumplex.kit.drain")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("circumplex.kit")
                .because("what puts the parts together is known to none of them; those two ask it whether it serves")
                .check(CLASSES);
    }

    @Test
    void isNullMarked() {
        assertThat(Refusal.class.getPackage().isAnnotationPresent(NullMarked.class)).isTrue();
    }
}
