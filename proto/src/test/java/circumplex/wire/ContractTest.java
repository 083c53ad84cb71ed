package circumplex.wire;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import circumplex.errors.v1.ErrorReason;
import circumplex.errors.v1.ErrorsProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.rpc.Code;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every service of the contract promises, read from the descriptors of all that were generated. */
class ContractTest {

    /** What every method may fail with, so that none says it of itself. */
    private static final Set<ErrorReason> OF_EVERY_METHOD = Set.of(
            ErrorReason.ERROR_REASON_INVALID_REQUEST,
            ErrorReason.ERROR_REASON_MALFORMED_MESSAGE,
            ErrorReason.ERROR_REASON_MESSAGE_TOO_LARGE,
            ErrorReason.ERROR_REASON_DEADLINE_EXCEEDED,
            ErrorReason.ERROR_REASON_CANCELLED,
            ErrorReason.ERROR_REASON_UNAVAILABLE,
            ErrorReason.ERROR_REASON_INTERNAL);

    private static final List<FileDescriptor> FILES = files();

    @Test
    void hasTheServicesOfTheDesign() {
        assertThat(services())
                .extracting(ServiceDescriptor::getFullName)
                .containsExactlyInAnyOrder(
                        "circumplex.classifier.v1.ClassifierService",
                        "circumplex.personalizer.v1.PersonalizerService",
                        "circumplex.personalizer.v1.ModelService",
                        "circumplex.personalizer.v1.QuestionnaireService",
                        "circumplex.ranker.v1.RankerService",
                        "circumplex.gateway.v1.FeedService",
                        "circumplex.gateway.v1.CalibrationService",
                        "circumplex.gateway.v1.ProfileService",
                        "circumplex.gateway.v1.UserDataService",
                        "circumplex.gateway.v1.ReplicaService");
    }

    @Test
    void everyMethodHasARequestAndAResponseOfItsOwn() {
        Set<String> taken = new HashSet<>();
        assertThat(methods()).isNotEmpty().allSatisfy(method -> {
            assertThat(method.getInputType().getName()).isEqualTo(method.getName() + "Request");
            assertThat(method.getOutputType().getName()).isEqualTo(method.getName() + "Response");
            assertThat(taken.add(method.getInputType().getFullName())).as("shared request of %s", method).isTrue();
            assertThat(taken.add(method.getOutputType().getFullName())).as("shared response of %s", method).isTrue();
        });
    }

    @Test
    void everyReasonHasAStatusThatIsAFailure() {
        assertThat(ErrorReason.getDescriptor().getValues()).allSatisfy(reason -> {
            boolean sent = reason.getNumber() != 0;
            assertThat(reason.getOptions().hasExtension(ErrorsProto.status)).isEqualTo(sent);
            if (sent) {
                assertThat(reason.getOptions().getExtension(ErrorsProto.status))
                        .isNotIn(Code.OK, Code.UNKNOWN, Code.UNIMPLEMENTED, Code.UNRECOGNIZED);
            }
        });
    }

    @Test
    void methodsNameOnlyReasonsOfTheirOwnAndEachOnce() {
        assertThat(methods()).allSatisfy(method -> assertThat(failsWith(method))
                .doesNotHaveDuplicates()
                .doesNotContain(ErrorReason.ERROR_REASON_UNSPECIFIED, ErrorReason.UNRECOGNIZED)
                .doesNotContainAnyElementsOf(OF_EVERY_METHOD));
    }

    @Test
    void methodsNameTheReasonsThatTheirRequestsBringAlong() {
        assertThat(methods()).allSatisfy(method -> {
            Set<String> fields = reachable(method.getInputType());
            assertThat(failsWith(method).contains(ErrorReason.ERROR_REASON_VALUE_SET_MISMATCH))
                    .as("%s: a value-set reference in the request, and VALUE_SET_MISMATCH", method.getFullName())
                    .isEqualTo(fields.contains("circumplex.values.v1.ValueSetRef.sha256"));
            assertThat(failsWith(method).contains(ErrorReason.ERROR_REASON_REQUEST_ID_REUSED))
                    .as("%s: a request id, and REQUEST_ID_REUSED", method.getFullName())
                    .isEqualTo(method.getInputType().findFieldByName("request_id") != null);
            assertThat(failsWith(method).contains(ErrorReason.ERROR_REASON_ETAG_MISMATCH))
                    .as("%s: an etag, and ETAG_MISMATCH", method.getFullName())
                    .isEqualTo(method.getInputType().findFieldByName("etag") != null);
        });
    }

    @Test
    void everyListIsPaged() {
        assertThat(methods()).filteredOn(method -> method.getName().startsWith("List")).isNotEmpty().allSatisfy(method -> {
            assertThat(method.getInputType().findFieldByName("page_size")).isNotNull();
            assertThat(method.getInputType().findFieldByName("page_token")).isNotNull();
            assertThat(method.getOutputType().findFieldByName("next_page_token")).isNotNull();
        });
    }

    @Test
    void everyEnumStartsUnspecifiedAndCarriesItsName() {
        assertThat(enums()).isNotEmpty().allSatisfy(type -> {
            String prefix = type.getName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT) + "_";
            assertThat(type.findValueByNumber(0).getName()).isEqualTo(prefix + "UNSPECIFIED");
            assertThat(type.getValues()).extracting(EnumValueDescriptor::getName).allMatch(name -> name.startsWith(prefix));
        });
    }

    @Test
    void theTenantComesFromTheCredentialAndNeverFromAField() {
        assertThat(messages())
                .flatExtracting(Descriptor::getFields)
                .isNotEmpty()
                .extracting(FieldDescriptor::getName)
                .noneMatch(name -> name.contains("tenant"));
    }

    @Test
    void theRulesOfEveryMessageCanBeCompiled() throws ValidationException {
        Validator validator = ValidatorFactory.newBuilder().build();
        for (Descriptor message : messages()) {
            assertThat(validator.validate(DynamicMessage.getDefaultInstance(message))).isNotNull();
        }
    }

    private static List<ErrorReason> failsWith(MethodDescriptor method) {
        return method.getOptions().getExtension(ErrorsProto.failsWith);
    }

    private static Set<String> reachable(Descriptor message) {
        Set<String> fields = new HashSet<>();
        List<Descriptor> open = new ArrayList<>(List.of(message));
        while (!open.isEmpty()) {
            for (FieldDescriptor field : open.remove(open.size() - 1).getFields()) {
                if (fields.add(field.getFullName()) && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                    open.add(field.getMessageType());
                }
            }
        }
        return fields;
    }

    static List<ServiceDescriptor> services() {
        return FILES.stream().flatMap(file -> file.getServices().stream()).toList();
    }

    private static List<MethodDescriptor> methods() {
        return services().stream().flatMap(service -> service.getMethods().stream()).toList();
    }

    private static List<Descriptor> messages() {
        return FILES.stream().flatMap(file -> file.getMessageTypes().stream()).flatMap(ContractTest::withNested).toList();
    }

    private static Stream<Descriptor> withNested(Descriptor message) {
        return Stream.concat(Stream.of(message), message.getNestedTypes().stream().flatMap(ContractTest::withNested));
    }

    private static List<EnumDescriptor> enums() {
        return Stream.concat(
                        FILES.stream().flatMap(file -> file.getEnumTypes().stream()),
                        messages().stream().flatMap(message -> message.getEnumTypes().stream()))
                .toList();
    }

    /** Our files behind every generated stub of the class path, with what they import of ours. */
    private static List<FileDescriptor> files() {
        Map<String, FileDescriptor> files = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter().importPackages("circumplex")) {
            if (type.getSimpleName().endsWith("Grpc")) {
                collect(file(type.reflect()), files);
            }
        }
        return List.copyOf(files.values());
    }

    private static FileDescriptor file(Class<?> stub) {
        try {
            io.grpc.ServiceDescriptor service =
                    (io.grpc.ServiceDescriptor) stub.getMethod("getServiceDescriptor").invoke(null);
            Object schema = Objects.requireNonNull(service).getSchemaDescriptor();
            return ((ProtoFileDescriptorSupplier) Objects.requireNonNull(schema)).getFileDescriptor();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no stub: " + stub, e);
        }
    }

    private static void collect(FileDescriptor file, Map<String, FileDescriptor> files) {
        if (file.getPackage().startsWith("circumplex.") && files.putIfAbsent(file.getName(), file) == null) {
            file.getDependencies().forEach(imported -> collect(imported, files));
        }
    }
}
