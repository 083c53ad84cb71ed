package circumplex.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients repeat by themselves. */
class ServiceConfigTest {

    /** First words of methods that change nothing a client could see. */
    private static final Set<String> READS =
            Set.of("Get", "List", "Rank", "Explain", "Classify", "Personalize", "Preview", "Suggest", "Derive", "Evaluate", "Interleave");

    @Test
    void repeatsExactlyTheMethodsThatCanBeRepeated() {
        assertThat(ContractTest.services()).isNotEmpty().allSatisfy(service -> assertThat(repeated(service))
                .containsExactlyInAnyOrderElementsOf(service.getMethods().stream()
                        .filter(ServiceConfigTest::repeatable)
                        .map(MethodDescriptor::getName)
                        .toList()));
        // An export that broke in the middle is not started again behind the client's back; this deletion has no request id.
        assertThat(repeated("personalizer", "circumplex.personalizer.v1.PersonalizerService"))
                .doesNotContain("ExportUserData", "DeleteUserData")
                .contains("RecordAnnotations");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "classifier", "personalizer", "ranker"})
    void repeatsTwiceAtMostAndNotWhereMostCallsFail(String service) {
        Map<String, ?> config = ServiceConfig.of(service);
        assertThat(config.get("healthCheckConfig")).isEqualTo(Map.of("serviceName", ""));
        assertThat(config.get("retryThrottling")).isEqualTo(Map.of("maxTokens", 10.0, "tokenRatio", 0.1));
        assertThat(methodConfigs(service)).singleElement().satisfies(methods -> assertThat(methods.get("retryPolicy"))
                .isEqualTo(Map.of(
                        "maxAttempts", 3.0,
                        "initialBackoff", "0.05s",
                        "maxBackoff", "1s",
                        "backoffMultiplier", 2.0,
                        "retryableStatusCodes", List.of("UNAVAILABLE"))));
    }

    /** By its names in Java and elsewhere; a client that does not know the first policy takes the second. */
    @ParameterizedTest
    @ValueSource(strings = {"gateway", "classifier", "personalizer", "ranker"})
    void leavesAReplicaOutThatAnswersHardlyAnyCall(String service) {
        Map<String, ?> roundRobin = Map.of("round_robin", Map.of());
        assertThat(ServiceConfig.of(service).get("loadBalancingConfig")).isEqualTo(List.of(
                Map.of("outlier_detection_experimental", Map.of(
                        "interval", "2s",
                        "baseEjectionTime", "10s",
                        "maxEjectionTime", "60s",
                        "maxEjectionPercent", 50.0,
                        "maxEjectionPercentage", 50.0,
                        "failurePercentageEjection", Map.of(
                                "threshold", 95.0, "enforcementPercentage", 100.0, "minimumHosts", 2.0, "requestVolume", 3.0),
                        "childPolicy", List.of(roundRobin))),
                roundRobin));
    }

    @Test
    void knowsNoOtherService() {
        assertThatThrownBy(() -> ServiceConfig.of("ranker-svc")).hasMessage("no service is called 'ranker-svc'");
    }

    private static boolean repeatable(MethodDescriptor method) {
        boolean unary = !method.isClientStreaming() && !method.isServerStreaming();
        boolean reads = READS.stream().anyMatch(verb -> method.getName().matches(verb + "[A-Z].*"));
        return unary && (reads || method.getInputType().findFieldByName("request_id") != null);
    }

    private static List<String> repeated(ServiceDescriptor service) {
        return repeated(service.getFile().getPackage().replaceAll("^circumplex\\.|\\.v1$", ""), service.getFullName());
    }

    private static List<String> repeated(String name, String service) {
        return methodConfigs(name).stream()
                .flatMap(methods -> maps(methods.get("name")))
                .filter(method -> service.equals(method.get("service")))
                .map(method -> String.valueOf(method.get("method")))
                .toList();
    }

    private static List<Map<?, ?>> methodConfigs(String name) {
        return maps(ServiceConfig.of(name).get("methodConfig")).toList();
    }

    private static Stream<Map<?, ?>> maps(@Nullable Object list) {
        return ((List<?>) Objects.requireNonNull(list)).stream().map(each -> (Map<?, ?>) each);
    }
}
