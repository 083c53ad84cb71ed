package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import circumplex.kit.admin.AdminSettings;
import circumplex.kit.admission.AdmissionLimits;
import circumplex.kit.call.CallDeadlines;
import circumplex.kit.drain.DrainLimits;
import circumplex.kit.telemetry.MetricsSettings;
import circumplex.kit.telemetry.TraceSettings;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every setting of the kit: what it is without configuration, that it is read, and that it is checked. */
class SettingsTest {

    @Test
    void deadlinesHaveDefaults() {
        assertThat(bean(CallDeadlines.class, Map.of())).isEqualTo(new CallDeadlines(5_000, 60_000, 600_000));
    }

    @Test
    void deadlinesAreRead() {
        assertThat(bean(
                        CallDeadlines.class,
                        Map.of(
                                "circumplex.deadlines.default-millis", 1,
                                "circumplex.deadlines.max-millis", 2,
                                "circumplex.deadlines.stream-max-millis", 3)))
                .isEqualTo(new CallDeadlines(1, 2, 3));
    }

    @Test
    void limitsHaveDefaults() {
        assertThat(bean(ServerLimits.class, Map.of()))
                .isEqualTo(new ServerLimits(4_194_304, 8_192, 100, 600, 600, 900));
    }

    @Test
    void limitsAreRead() {
        assertThat(bean(
                        ServerLimits.class,
                        Map.of(
                                "circumplex.limits.max-inbound-message-bytes", 1025,
                                "circumplex.limits.max-inbound-metadata-bytes", 1026,
                                "circumplex.limits.max-calls-per-connection", 3,
                                "circumplex.limits.max-connection-age-seconds", 4,
                                "circumplex.limits.max-connection-grace-seconds", 5,
                                "circumplex.limits.max-connection-idle-seconds", 6)))
                .isEqualTo(new ServerLimits(1025, 1026, 3, 4, 5, 6));
    }

    @Test
    void theDrainHasDefaults() {
        assertThat(bean(DrainLimits.class, Map.of())).isEqualTo(new DrainLimits(5_000, 20_000));
    }

    @Test
    void theDrainIsRead() {
        assertThat(bean(
                        DrainLimits.class,
                        Map.of("circumplex.drain.quiet-millis", 1, "circumplex.drain.grace-millis", 2)))
                .isEqualTo(new DrainLimits(1, 2));
    }

    @Test
    void whatIsSaidToThoseWhoRunItIsOffByDefault() {
        assertThat(bean(MetricsSettings.class, Map.of())).isEqualTo(new MetricsSettings(-1));
        assertThat(bean(AdminSettings.class, Map.of())).isEqualTo(new AdminSettings(-1));
        assertThat(bean(TraceSettings.class, Map.of())).isEqualTo(new TraceSettings("", 1));
    }

    @Test
    void tracesAreReadByTheNamesOfOpenTelemetry() {
        assertThat(bean(
                        TraceSettings.class,
                        Map.of("otel.exporter-otlp-endpoint", "http://127.0.0.1:4317", "otel.traces-sampler-arg", "0.1")))
                .isEqualTo(new TraceSettings("http://127.0.0.1:4317", 0.1));
        assertRefused(
                Map.of("otel.exporter-otlp-endpoint", "http://me:secret@collector:4317"),
                "OTEL_EXPORTER_OTLP_ENDPOINT must be http://host:port or https://host:port");
        assertRefused(Map.of("otel.traces-sampler-arg", "1.1"), "OTEL_TRACES_SAMPLER_ARG must be in [0, 1], is 1.1");
        assertRefused(Map.of("otel.traces-sampler-arg", "NaN"), "OTEL_TRACES_SAMPLER_ARG must be in [0, 1], is NaN");
    }

    @Test
    void admissionHasDefaults() {
        assertThat(bean(AdmissionLimits.class, Map.of())).isEqualTo(new AdmissionLimits(40, 20, 200, 33_554_432));
    }

    @Test
    void admissionIsRead() {
        assertThat(bean(
                        AdmissionLimits.class,
                        Map.of(
                                "circumplex.admission.initial-calls", 2,
                                "circumplex.admission.min-calls", 1,
                                "circumplex.admission.max-calls", 3,
                                "circumplex.admission.max-bytes", 1_048_577)))
                .isEqualTo(new AdmissionLimits(2, 1, 3, 1_048_577));
    }

    @ParameterizedTest
    @CsvSource({
        "circumplex.admission.initial-calls, 20, 200",
        "circumplex.admission.max-bytes, 1048576, 1099511627776",
        "circumplex.drain.quiet-millis, 0, 60000",
        "circumplex.drain.grace-millis, 0, 600000",
        "circumplex.deadlines.default-millis, 1, 60000",
        "circumplex.deadlines.stream-max-millis, 1, 3600000",
        "circumplex.limits.max-inbound-message-bytes, 1024, 268435456",
        "circumplex.limits.max-inbound-metadata-bytes, 1024, 1048576",
        "circumplex.limits.max-calls-per-connection, 1, 100000",
        "circumplex.limits.max-connection-age-seconds, 1, 86400",
        "circumplex.limits.max-connection-grace-seconds, 1, 86400",
        "circumplex.limits.max-connection-idle-seconds, 1, 86400",
        "circumplex.metrics.port, -1, 65535",
        "circumplex.admin.port, -1, 65535"
    })
    void aSettingOutOfBoundsIsNamed(String setting, long min, long max) {
        assertRefused(Map.of(setting, min - 1), setting + " must be in [" + min + ", " + max + "], is " + (min - 1));
        assertRefused(Map.of(setting, max + 1), setting + " must be in [" + min + ", " + max + "], is " + (max + 1));
        assertThat(failure(Map.of(setting, min))).isNull();
        assertThat(failure(Map.of(setting, max))).isNull();
    }

    @Test
    void theBoundsOfAdmissionBoundEachOther() {
        String min = "circumplex.admission.min-calls";
        String max = "circumplex.admission.max-calls";
        assertRefused(Map.of(max, 0), max + " must be in [1, 100000], is 0");
        assertRefused(Map.of(max, 100_001), max + " must be in [1, 100000], is 100001");
        assertRefused(Map.of(min, 0), min + " must be in [1, 200], is 0");
        assertRefused(Map.of(min, 201), min + " must be in [1, 200], is 201");
        assertRefused(Map.of(min, 41), "circumplex.admission.initial-calls must be in [41, 200], is 40");
    }

    @Test
    void theMaximumBoundsTheDefault() {
        String max = "circumplex.deadlines.max-millis";
        assertRefused(Map.of(max, 4_999), "circumplex.deadlines.default-millis must be in [1, 4999], is 5000");
        assertRefused(Map.of(max, 3_600_001), max + " must be in [1, 3600000], is 3600001");
        assertThat(failure(Map.of(max, 5_000))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"much", "1.5", "4 MiB", "99999999999999", "", "0x10"})
    void aSettingThatIsNoNumberIsNamedAndNotTakenAsItsDefault(String value) {
        for (String setting : List.of(
                "circumplex.limits.max-inbound-message-bytes", "circumplex.deadlines.max-millis", "circumplex.metrics.port",
                "circumplex.admin.port", "grpc.server.port")) {
            assertRefused(Map.of(setting, value), setting + " must be a whole number, is '" + value + "'");
        }
    }

    @Test
    void aPortIsAPort() {
        assertRefused(Map.of("grpc.server.port", 65_536), "grpc.server.port must be in [0, 65535], is 65536");
        assertRefused(Map.of("grpc.server.port", -1), "grpc.server.port must be in [0, 65535], is -1");
    }

    private static void assertRefused(Map<String, Object> settings, String sentence) {
        StartFailure start = refused(settings);
        assertThat(start.exitCode()).isEqualTo(78);
        assertThat(start.sentence()).isEqualTo(sentence);
    }

    private static StartFailure refused(Map<String, Object> settings) {
        Throwable failure = failure(settings);
        if (failure == null) {
            throw new AssertionError("taken: " + settings);
        }
        return StartFailure.of("kit-svc", failure);
    }

    private static @org.jspecify.annotations.Nullable Throwable failure(Map<String, Object> settings) {
        return catchThrowable(() -> {
            try (ApplicationContext context = context(settings)) {
                SettingsCheck.check(context);
                context.getBean(CallDeadlines.class);
                context.getBean(ServerLimits.class);
                context.getBean(DrainLimits.class);
                context.getBean(TraceSettings.class);
                context.getBean(AdmissionLimits.class);
            }
        });
    }

    private static <T> T bean(Class<T> type, Map<String, Object> settings) {
        try (ApplicationContext context = context(settings)) {
            return context.getBean(type);
        }
    }

    private static ApplicationContext context(Map<String, Object> settings) {
        return ApplicationContext.builder().properties(new HashMap<>(settings)).deduceEnvironment(false).start();
    }
}
