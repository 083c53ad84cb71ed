package circumplex.kit.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.refusal.Refusal;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a place, and who gives it back. */
class AdmissionTest {

    private final Admission admission = admission(10);

    @Test
    void thereAreAsManyPlacesAsTheLimitSays() {
        List<Permit> taken = fill(Priority.INTERACTIVE);
        assertThat(taken).hasSize(10);
        assertThat(admission.underWay()).isEqualTo(10);
        assertThat(admission.shed()).isEqualTo(1);

        taken.get(3).end(Status.Code.OK);
        assertThat(fill(Priority.INTERACTIVE)).hasSize(1);
    }

    @Test
    void batchMayUseWhatIsFreeAndKeepsNobodyWaitingWhoIsWaitedFor() {
        assertThat(fill(Priority.BATCH)).hasSize(10);
        // Its share of the limit, beside the batch that is under way.
        assertThat(fill(Priority.INTERACTIVE)).hasSize(9);
        assertThat(fill(Priority.BATCH)).isEmpty();
    }

    @Test
    void batchHasAShareToo() {
        fill(Priority.INTERACTIVE);
        assertThat(fill(Priority.BATCH)).hasSize(1);
        assertThat(fill(Priority.INTERACTIVE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Status.Code.class)
    void aPlaceIsGivenBackOnceHoweverTheCallEnds(Status.Code code) {
        Permit permit = admission.enter(Priority.INTERACTIVE).orElseThrow();
        permit.end(code);
        permit.end(Status.Code.CANCELLED);
        assertThat(admission.underWay()).isZero();
    }

    @Test
    void aHandlerThatGoesOnKeepsItsPlace() {
        Permit permit = admission.enter(Priority.INTERACTIVE).orElseThrow();
        permit.run();
        permit.end(Status.Code.CANCELLED);
        assertThat(admission.underWay()).isEqualTo(1);
        permit.rest();
        assertThat(admission.underWay()).isZero();
    }

    @Test
    void messagesThatTakeTooMuchMemoryTogetherAreRefused() {
        Permit large = admission.enter(Priority.INTERACTIVE).orElseThrow();
        Permit small = admission.enter(Priority.BATCH).orElseThrow();
        // Alone it may be larger than all together.
        large.weigh((1 << 20) + 1);
        assertThatThrownBy(() -> small.weigh(1)).isInstanceOf(Refusal.class).hasMessageContaining("too much to do");
        assertThat(admission.shed()).isEqualTo(1);

        large.end(Status.Code.OK);
        small.weigh(1 << 19);
        small.weigh(1 << 19);
        assertThat(admission.messageBytes()).isEqualTo(1 << 20);
        small.end(Status.Code.OK);
        assertThat(admission.messageBytes()).isZero();
        small.weigh(5);
        assertThat(admission.messageBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "interactive", "Batch", "batch ", "research"})
    void whoDoesNotSayBatchIsWaitedFor(String value) {
        assertThat(Priority.of(MethodType.UNARY, headers(value))).isEqualTo(Priority.INTERACTIVE);
        assertThat(Priority.of(MethodType.UNARY, new Metadata())).isEqualTo(Priority.INTERACTIVE);
    }

    @Test
    void batchSaysSoAndStreamsAreThat() {
        assertThat(Priority.of(MethodType.UNARY, headers("batch"))).isEqualTo(Priority.BATCH);
        assertThat(Priority.of(MethodType.SERVER_STREAMING, headers("interactive"))).isEqualTo(Priority.BATCH);
        assertThat(Priority.of(MethodType.BIDI_STREAMING, new Metadata())).isEqualTo(Priority.BATCH);
    }

    static Admission admission(int places) {
        return new Admission(
                new AdmissionLimits(places, places, places, 1 << 20), OpenTelemetry.noop().getMeter("test"), "kittest", System::nanoTime, () -> 0, 1);
    }

    private static Metadata headers(String value) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("x-circumplex-priority", Metadata.ASCII_STRING_MARSHALLER), value);
        return headers;
    }

    /** Takes places until there is none. */
    private List<Permit> fill(Priority priority) {
        return new ArrayList<>(Stream.generate(() -> admission.enter(priority))
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .toList());
    }
}
