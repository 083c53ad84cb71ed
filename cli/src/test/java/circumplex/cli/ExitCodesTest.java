package circumplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong is told by the exit code and by one line on standard error; standard output stays empty. */
final class ExitCodesTest {

    static Stream<Arguments> badArguments() {
        return Stream.of(
                bad("name a command: demo, rank, classify, annotate, suggest, up, status, down, doctor or models; see 'circumplex --help'"),
                bad("'circumplex --help'", "nonsense"),
                bad("Unknown option: '--fed'; see 'circumplex rank --help'", "rank", "--fed"),
                bad("'localhost' must be HOST:PORT", "rank", "--gateway", "localhost"),
                bad("port must be 1 to 65535, was 0", "rank", "--gateway", "localhost:0"),
                bad("mutually exclusive", "rank", "--weights", "caring=1", "--preset", "x"),
                bad("--weights 'caring=1.2': the weight must be a number from -1 to 1, was '1.2'", "rank", "--weights", "caring=1.2"),
                bad("did you mean 'benevolence_caring'?", "rank", "--weights", "carring=1"),
                bad("an option is given twice, or two that exclude each other; keep one of them", "rank", "--weights", "caring=1", "--weights", "caring=1"),
                bad("mutually exclusive", "rank", "--json", "--ids"),
                bad("Invalid value for option '--format'", "rank", "--format", "csv"),
                bad("--port-base: must be 1024 to 65512, was 80", "up", "--port-base", "80"),
                bad("--port-base: must be 1024 to 65512, was 65513", "doctor", "--port-base", "65513"),
                bad("--wait: must be 0 to 3600, was -1", "down", "--wait", "-1"),
                bad("--top: must be 1 to 500, was 0", "rank", "--top", "0"),
                bad("--user: must have 1 to 128 bytes, has 0", "rank", "--user", ""),
                bad("there is no such file", "rank", "--feed", "/nowhere/feed.jsonl"),
                bad("Missing required argument", "classify"),
                bad("mutually exclusive", "classify", "hello", "--file", "x"),
                bad("--out: goes with --file only", "classify", "hello", "--out", "x"),
                bad("TEXT: must have at most 10000 characters, has 10001", "classify", "x".repeat(10_001)),
                bad("Missing required options: '--user=U', '--rate=VALUE=R,…'", "annotate", "--text", "hello"),
                bad("Missing required argument", "annotate", "--user", "u", "--rate", "caring=1"),
                bad("the rating must be a whole number from 0 to 6", "annotate", "--user", "u", "--text", "x", "--rate", "caring=7"),
                bad("there is no post 'zz' in the feed", "annotate", "--user", "u", "--post", "zz", "--rate", "caring=1"),
                bad("the post has no text", "annotate", "--user", "u", "--text", " \n", "--rate", "caring=1"));
    }

    @ParameterizedTest
    @MethodSource("badArguments")
    void isTwoForWhatCannotBeUsed(String message, String[] arguments) {
        CliRun run = CliRun.of(arguments);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).startsWith("circumplex: ").contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void isThreeWhereNobodyAnswers() {
        String address;
        try (FakeGateway gone = new FakeGateway()) {
            address = gone.address();
        }
        CliRun run = CliRun.of("rank", "--gateway", address);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).isEqualTo(
                "circumplex: gateway at " + address + " cannot be reached; check the address and that the service runs\n");

        CliRun classify = CliRun.of("classify", "hello", "--classifier", address);
        assertThat(classify.code()).isEqualTo(3);
        assertThat(classify.err()).contains("classifier-svc at " + address);
    }

    @Test
    void isFourForARefusalAndNamesReasonFieldAndDescription() {
        FieldViolation field = FieldViolation.newBuilder()
                .setField("weights[\"x\"]")
                .setDescription("not a value\nof the set")
                .setReason("known_value")
                .build();
        CliRun run = failed(
                Code.INVALID_ARGUMENT,
                ErrorInfo.newBuilder().setReason("INVALID_REQUEST").setDomain("circumplex").putMetadata("limit", "6").build(),
                BadRequest.newBuilder().addFieldViolations(field).build(),
                RequestInfo.newBuilder().setRequestId("r1").build());
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).startsWith("circumplex: gateway at 127.0.0.1:").endsWith(
                " answers INVALID_REQUEST; weights[\"x\"]: not a value of the set (known_value); limit=6; request r1\n");
    }

    @Test
    void isSeventyForADefectOfAService() {
        CliRun run = failed(Code.INTERNAL, ErrorInfo.newBuilder().setReason("INTERNAL").build());
        assertThat(run.code()).isEqualTo(70);
        assertThat(run.err()).contains(" answers INTERNAL; It failed\n");
    }

    @ParameterizedTest
    @EnumSource(value = Code.class, names = "OK", mode = EnumSource.Mode.EXCLUDE)
    void isKnownForEveryStatus(Code code) {
        CliRun run = failed(code);
        int expected = switch (code) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> 3;
            case INTERNAL, UNKNOWN, DATA_LOSS -> 70;
            default -> 4;
        };
        assertThat(run.code()).isEqualTo(expected);
        assertThat(run.err()).startsWith("circumplex: gateway at 127.0.0.1:").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "demo", "rank", "classify", "annotate", "suggest", "up", "status", "down", "doctor", "models"})
    void areInEveryHelp(String command) {
        CliRun run = command.isEmpty() ? CliRun.of("--help") : CliRun.of(command, "--help");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Exit codes:").contains("  3    a service cannot be reached").contains("  74   the output");
        assertThat(run.out()).doesNotContain("\u001B[");
        if (!command.isEmpty() && !command.equals("up") && !command.equals("down")) {
            assertThat(run.out()).contains("--json");
        }
    }

    /** The script starts other programs too, and there is one help for all. */
    @Test
    void theHelpNamesEveryCommandOfTheScript() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../circumplex"));
        List<String> commands = lines.subList(lines.lastIndexOf("case ${1:-} in"), lines.lastIndexOf("esac")).stream()
                .filter(line -> line.matches(" {4}[a-z| -]+\\)"))
                .flatMap(line -> Stream.of(line.replace(")", "").split("\\|")))
                .map(String::strip)
                .toList();
        assertThat(commands).contains("train-scorer", "align-scorer", "bench", "status");
        String help = CliRun.of("--help").out();
        assertThat(commands).allSatisfy(command -> assertThat(help).containsPattern("(?m)^ +([a-z-]+, )*" + command + "\\b(?!-)"));
        assertThat(CliRun.of("rank", "--help").out()).doesNotContain("align-scorer");
    }

    private static Arguments bad(String message, String... arguments) {
        return Arguments.of(message, arguments);
    }

    private static CliRun failed(Code code, Message... details) {
        Status.Builder status = Status.newBuilder().setCode(code.value()).setMessage("It failed.");
        for (Message detail : details) {
            status.addDetails(Any.pack(detail));
        }
        StatusRuntimeException failure = StatusProto.toStatusRuntimeException(status.build());
        try (FakeGateway gateway = new FakeGateway()) {
            gateway.failure = failure;
            return CliRun.of("rank", "--gateway", gateway.address(), "--json");
        }
    }
}
