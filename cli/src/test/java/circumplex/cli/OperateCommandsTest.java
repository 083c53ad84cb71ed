package circumplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.cli.services.ServiceName;
import circumplex.gateway.v1.FeedServiceGrpc.FeedServiceImplBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see; how services are started and stopped is tested with the installation. */
final class OperateCommandsTest {

    @TempDir
    private Path folder;

    @Test
    void statusSaysWhatRunsAndHowItIs() throws IOException {
        HealthStatusManager health = new HealthStatusManager();
        health.setStatus("", ServingStatus.SERVING);
        health.setStatus("circumplex.gateway.v1.FeedService", ServingStatus.NOT_SERVING);
        try (LoopbackServer server = new LoopbackServer(
                health.getHealthService(), ProtoReflectionServiceV1.newInstance(), new FeedServiceImplBase() {})) {
            RunningFiles.write(folder, ServiceName.GATEWAY, server.address());
            CliRun run = CliRun.of("status", "--data", folder.toString(), "--json");

            assertThat(run.code()).isEqualTo(ExitCodes.UNAVAILABLE);
            JsonNode document = new ObjectMapper().readTree(run.out());
            assertThat(document.get("data").asText()).isEqualTo(folder.toString());
            assertThat(document.get("serving").asBoolean()).isFalse();
            assertThat(document.at("/services/0/state").asText()).isEqualTo("not_serving");
            assertThat(document.at("/services/0/pid").asLong()).isEqualTo(ProcessHandle.current().pid());
            assertThat(document.at("/services/0/health").toString())
                    .isEqualTo("{\"\":\"serving\",\"circumplex.gateway.v1.FeedService\":\"not_serving\"}");
            assertThat(document.at("/services/1").toString()).isEqualTo("{\"service\":\"classifier-svc\",\"state\":\"not_running\"}");

            assertThat(CliRun.of("status", "--data", folder.toString()).out())
                    .contains("gateway           not serving  " + server.address())
                    .contains("  circumplex.gateway.v1.FeedService: not serving")
                    .contains("ranker-svc        not running  –")
                    .endsWith("data in " + folder + "\n");
        }
    }

    @Test
    void statusAndDownOfAFolderWhereNothingRunsLeaveNoTraces() {
        Path nowhere = folder.resolve("nowhere");
        assertThat(CliRun.of("status", "--data", nowhere.toString()).code()).isEqualTo(ExitCodes.UNAVAILABLE);
        CliRun down = CliRun.of("down", "--data", nowhere.toString());
        assertThat(down.code()).isZero();
        assertThat(down.out()).isEqualTo("No services run on " + nowhere + ".\n");
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void upNamesWhatIsNotBuilt() {
        CliRun run = CliRun.of("up", "--data", folder.resolve("data").toString(), "--port-base", "23980");
        assertThat(run.code()).isEqualTo(ExitCodes.UNAVAILABLE);
        assertThat(run.err()).startsWith("circumplex: circumplex-gateway.jar is not in ").endsWith("build it with 'mvn -B package'\n");
    }

    @Test
    void doctorSaysCauseAndFixAndEndsWithOneIfSomethingFails() throws IOException {
        CliRun run = CliRun.of("doctor", "--data", folder.toString(), "--json");

        assertThat(run.code()).as("there are no jars beside classes").isEqualTo(ExitCodes.FINDING);
        JsonNode findings = new ObjectMapper().readTree(run.out()).get("findings");
        assertThat(findings).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.get("level").asText()).isIn("ok", "warn", "fail");
            assertThat(finding.get("cause").asText()).isNotBlank();
            assertThat(finding.get("fix").isNull()).isEqualTo(finding.get("level").asText().equals("ok"));
        });
        assertThat(CliRun.of("doctor", "--data", folder.toString()).out())
                .contains("fail jars: circumplex-classifier-svc.jar")
                .contains("\n     Build it with 'mvn -B package'; ./circumplex up does so by itself.\n");
    }
}
