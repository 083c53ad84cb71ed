package circumplex.wire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    /** The mapper and everything generated; the vocabulary checks itself. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> location.contains("/wire/") || location.contains("/v1/"))
            .importPackages("circumplex");

    @Test
    void dependsOnTheVocabularyAndTheContractOnly() {
        assertThat(CLASSES).extracting("simpleName").contains("WireVectors", "RankerServiceGrpc", "FeedServiceGrpc");
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations..",
                        "circumplex.values",
                        "circumplex.wire",
                        "circumplex.*.v1",
                        "com.google.protobuf..",
                        "com.google.gson..",
                        "com.google.rpc..",
                        "com.google.common.util.concurrent..",
                        "build.buf.validate..",
                        "io.grpc..")
                .because("the contract knows no implementation")
                .check(CLASSES);
    }

    @Test
    void isNullMarked() {
        assertThat(WireVectors.class.getPackage().isAnnotationPresent(NullMarked.class)).isTrue();
    }
}
