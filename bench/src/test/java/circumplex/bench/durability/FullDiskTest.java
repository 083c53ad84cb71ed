package circumplex.bench.durability;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service whose disk is full says so, goes on, and has everything that it acknowledged before. */
class FullDiskTest {

    private static final int DISK_KIBIBYTES = 1024;
    private static final long SEED = 20261122;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"GATEWAY", "PERSONALIZER"})
    void losesNothingThatWasAcknowledged(ServiceName service) throws InvalidProtocolBufferException {
        FullDiskTrial.Outcome outcome = new FullDiskTrial(Distribution.ofThisProgram(JvmProfile.BRIEF), service, folder).run(DISK_KIBIBYTES, SEED);

        assertThat(outcome.acknowledged()).isPositive();
        assertThat(outcome.refusal().getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(reason(outcome.refusal())).isEqualTo("STORAGE_FULL");
        assertThat(outcome.servedAfterwards()).as("runs on").isTrue();
        assertThat(outcome.findings().none()).as(() -> "seed " + SEED + ": " + outcome.findings()).isTrue();
    }

    private static String reason(StatusRuntimeException failure) throws InvalidProtocolBufferException {
        return Objects.requireNonNull(StatusProto.fromThrowable(failure)).getDetails(0).unpack(ErrorInfo.class).getReason();
    }
}
