package circumplex.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("circumplex.model");

    @Test
    void formatsKnowNoEngine() {
        classes()
                .that()
                .resideOutsideOfPackage("circumplex.model.engine")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", "com.google.gson..", "circumplex.model..", "circumplex.values")
                .because("what reads a model needs no native library")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("circumplex.model.engine")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("circumplex.model.engine")
                .check(CLASSES);
    }

    @Test
    void theEngineKnowsNoFormat() {
        noClasses()
                .that()
                .resideInAPackage("circumplex.model.engine")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("circumplex.model.tensor", "circumplex.model.folder", "com.google..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCyclesAndAreNullMarked() {
        slices().matching("circumplex.model.(*)..").should().beFreeOfCycles().check(CLASSES);
        assertThat(CLASSES).allMatch(type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }
}
