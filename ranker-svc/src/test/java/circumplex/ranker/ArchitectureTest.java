package circumplex.ranker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import circumplex.kit.testing.HouseRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check(RankPosts.class);
    }

    @Test
    void theStagesAreArithmeticAndNothingElse() {
        JavaClasses ranker = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/v1/"))
                .importPackages(RankPosts.class.getPackageName());
        classes()
                .that()
                .resideInAnyPackage(
                        "circumplex.ranker.kernel",
                        "circumplex.ranker.order",
                        "circumplex.ranker.stage",
                        "circumplex.ranker.explain",
                        "circumplex.ranker.chance",
                        "circumplex.ranker.compare")
                .and()
                .haveNameNotMatching(".*\\.Tensions(\\$.*)?")
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("circumplex.ranker.*", "java.lang..", "java.util..", "java.nio", "java.security", "java.nio.charset", "org.jspecify..")
                .because("the vocabulary, the wire and the framework are no business of arithmetic")
                .check(ranker);
        classes()
                .that()
                .resideInAPackage("circumplex.ranker.kernel")
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("circumplex.ranker.kernel", "java.lang..", "java.util", "java.util.concurrent.atomic")
                .because("the kernel stands alone, so that benchmarks drive it alone")
                .check(ranker);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "io.micronaut.data..")
                .because("the ranker has no state")
                .check(ranker);
    }
}
