package circumplex.kit.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The rules that every service keeps: which layer may know what, and what nothing is called. */
public final class HouseRules {

    private static final String WIRE_EDGE = ".*(Endpoint|Wire|Client)(\\$.*)?";
    private static final String STORE = ".*(Store|Stores)(\\$.*)?";

    private HouseRules() {}

    /** Checks the production classes of the package of {@code anchor} and below. */
    public static void check(Class<?> anchor) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                // The generated messages of a service share the beginning of its package's name.
                .withImportOption(location -> !location.contains("/v1/"))
                .importPackages(anchor.getPackageName());
        rules(anchor.getPackageName()).forEach(rule -> rule.check(classes));
    }

    /** The rules that {@code classes} of the package {@code home} break, as sentences. */
    public static List<String> broken(JavaClasses classes, String home) {
        return rules(home).stream()
                .filter(rule -> rule.evaluate(classes).hasViolation())
                .map(ArchRule::getDescription)
                .toList();
    }

    private static List<ArchRule> rules(String home) {
        return List.of(
                noClasses()
                        .that()
                        .haveNameNotMatching(WIRE_EDGE)
                        .should()
                        .dependOnClassesThat(generated())
                        .because("messages stop at the endpoint, its mapper and the clients of other services"),
                noClasses()
                        .that()
                        .haveNameNotMatching(WIRE_EDGE)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("circumplex.wire..")
                        .because("what comes from the wire is mapped at the edge"),
                noClasses()
                        .that()
                        .haveNameNotMatching(STORE)
                        .and()
                        .haveSimpleNameNotContaining("$")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.sql..", "io.micronaut.data..")
                        .because("the database stops at the store"),
                noClasses()
                        .that()
                        .haveNameNotMatching(".*Endpoint(\\$.*)?")
                        .should()
                        .dependOnClassesThat()
                        .haveSimpleNameEndingWith("Endpoint")
                        .allowEmptyShould(true)
                        .because("nothing calls an endpoint but the server"),
                noClasses()
                        .should()
                        .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
                        .because("names tell what a class is"),
                noClasses()
                        .should()
                        .dependOnClassesThat(foreign(home))
                        .because("services talk gRPC to each other and never import each other"),
                slices().matching(home + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true),
                classes().should(liveInANullMarkedPackage()));
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> generated() {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "are generated from protos",
                type -> type.getPackageName().matches("circumplex\\.(?!errors)[a-z]+\\.v1")
                        || type.getPackageName().startsWith("com.google.protobuf"));
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> foreign(String home) {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "are another service's",
                type -> type.getPackageName().matches("circumplex\\.[a-z]+(\\..*)?")
                        && !type.getPackageName().matches("circumplex\\.(values|wire|kit|model)(\\..*)?|circumplex\\.[a-z]+\\.v1")
                        && !type.getPackageName().startsWith(home));
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getName() + " in " + type.getPackageName()));
            }
        };
    }
}
