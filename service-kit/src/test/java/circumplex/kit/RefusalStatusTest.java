package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.testing.Refused;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalStatusTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Letters of one to four bytes, alone and mixed, so that cuts fall on every offset of a letter. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "ß", "値", "💙", "x💙", "値💙", "\"%\n"})
    void staysUnderTheLimitOfClientsHoweverManyAndLongTheViolations(String letters) {
        List<Refusal.Violation> violations = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String name = letters.repeat(2_000) + i;
            violations.add(new Refusal.Violation("weights[\"" + name + "\"]", "known_value", name + " is no value"));
        }
        server.fails(Refusal.invalid(violations).with("value", letters.repeat(2_000)));
        Refused failed = Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST));

        assertThat(failed.codeAndReason()).isEqualTo("INVALID_ARGUMENT/INVALID_REQUEST");
        assertThat(failed.violations()).isNotEmpty();
        assertThat(failed.details().getSerializedSize()).isLessThanOrEqualTo(4096);
        assertThat(failed.everything()).doesNotContain("\ufffd").doesNotContain("\ud83d?", "?\udc99");
        failed.details().getDetailsList().forEach(detail -> assertThat(detail.getValue().toStringUtf8()).isNotNull());
    }

    @Test
    void namesAsManyViolationsAsThereIsRoomFor() {
        List<Refusal.Violation> violations = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            violations.add(new Refusal.Violation("posts[" + i + "].post_id", "string.min_len", "must not be empty"));
        }

        com.google.rpc.Status status = details(Refusal.invalid(violations));
        assertThat(status.getSerializedSize()).isBetween(4000, 4096);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 252, 253, 254, 255, 256, 257, 258, 259, 260, 1_000})
    void cutsLongTextAtAWholeCodePoint(int lead) {
        for (String letter : List.of("x", "ß", "値", "💙")) {
            String text = "a".repeat(lead) + letter.repeat(300);
            String sentence = details(Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, text)).getMessage();

            assertThat(sentence.getBytes(StandardCharsets.UTF_8).length).isBetween(253, 256);
            assertThat(sentence).endsWith("…");
            assertThat(text).startsWith(sentence.substring(0, sentence.length() - 1));
            assertThat(new String(sentence.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(sentence);
        }
    }

    @Test
    void keepsTextThatFits() {
        for (String text : List.of("", "a".repeat(256), "ß".repeat(128), "💙".repeat(64))) {
            assertThat(details(Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, text)).getMessage()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource(value = ErrorReason.class, names = {"UNRECOGNIZED", "ERROR_REASON_UNSPECIFIED"}, mode = EnumSource.Mode.EXCLUDE)
    void readsTheReasonThatAnotherServiceGave(ErrorReason reason) {
        StatusRuntimeException failure = failure(Refusal.of(reason, "A sentence."));

        assertThat(RefusalStatus.reason(failure)).contains(reason);
    }

    @Test
    void readsNoReasonWhereThereIsNoneOfOurs() {
        assertThat(RefusalStatus.reason(Status.UNAVAILABLE.asRuntimeException())).isEmpty();
        assertThat(RefusalStatus.reason(Status.UNAVAILABLE.asRuntimeException(new Metadata()))).isEmpty();
    }

    private static com.google.rpc.Status details(Refusal refusal) {
        return Objects.requireNonNull(StatusProto.fromThrowable(failure(refusal)));
    }

    private static StatusRuntimeException failure(Refusal refusal) {
        PreparedRefusal prepared = RefusalStatus.of(refusal);
        return prepared.status().asRuntimeException(prepared.trailers("r".repeat(64)));
    }
}
