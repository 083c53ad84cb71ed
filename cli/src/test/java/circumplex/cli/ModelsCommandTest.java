package circumplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.personalizer.v1.DatasetHeader;
import circumplex.personalizer.v1.JobState;
import circumplex.personalizer.v1.PromoteModelRequest;
import circumplex.personalizer.v1.StartTrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsCommandTest {

    private final FakeModels models = new FakeModels();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        models.close();
    }

    @Test
    void listsAndShowsModels() {
        assertThat(run("list").out()).startsWith("* " + FakeModels.MODEL).endsWith("toy\n");
        assertThat(run("list", "--json").out()).contains("\"modelId\":\"" + FakeModels.MODEL + "\"").contains("\"etag\":\"now\"");
        assertThat(run("get", FakeModels.MODEL).out()).isEqualTo("# Card\n");
    }

    @Test
    void promotesUnderTheEtagThatItHasRead() {
        CliRun run = run("promote", FakeModels.MODEL, "--force", "--reason", "because");

        assertThat(run.out()).isEqualTo("rho is fine\n" + FakeModels.MODEL + " is in production\n");
        models.changing = true;
        assertThat(run("promote", FakeModels.MODEL, "--force", "--reason", "because").out())
                .as("while the model does not answer yet")
                .startsWith("rho is fine\n" + FakeModels.MODEL + " is chosen; the earlier one answers")
                .doesNotContain("in production");
        assertThat(run("list").out()).contains("the earlier one answers");
        assertThat(models.requests).filteredOn(PromoteModelRequest.class::isInstance).last().isInstanceOfSatisfying(PromoteModelRequest.class, request -> {
            assertThat(request.getEtag()).isEqualTo("now");
            assertThat(request.getForce()).isTrue();
            assertThat(request.getReason()).isEqualTo("because");
        });
    }

    @Test
    void sendsAFileWhole() throws IOException {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("data.csv"), bytes);

        CliRun run = run("import", file.toString(), "--licence", "CC0");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("d".repeat(64) + "\n7 annotations");
        assertThat(models.imported.toByteArray()).isEqualTo(bytes);
        assertThat(models.requests).last().isEqualTo(DatasetHeader.newBuilder().setName("data.csv").setLicence("CC0").build());
        models.refusesFiles = true;
        assertThat(run("import", file.toString(), "--licence", "CC0").code()).isEqualTo(ExitCodes.REFUSED);
        assertThat(run("import", folder.resolve("none").toString(), "--licence", "CC0").code()).isEqualTo(ExitCodes.BAD_INPUT);
    }

    @Test
    void trainsAndWatches() {
        assertThat(run("train", "d".repeat(64), "--scorer", "toy", "--seed", "3", "--set", "epochs=2,nets=1").out())
                .isEqualTo(FakeModels.JOB + "\n");
        assertThat(models.requests).last().isInstanceOfSatisfying(StartTrainingRequest.class, request -> {
            assertThat(request.getSeed()).isEqualTo(3);
            assertThat(request.getSettingsMap()).isEqualTo(Map.of("epochs", 2.0, "nets", 1.0));
        });
        assertThat(run("train", "--recorded", "--base-model", "shipped").code()).isZero();
        assertThat(models.requests).last().isInstanceOfSatisfying(StartTrainingRequest.class, request -> {
            assertThat(request.hasRecorded()).isTrue();
            assertThat(request.getBaseModelId()).isEqualTo("shipped");
            assertThat(request.getScorerIdsList()).isEmpty();
        });
        assertThat(run("train", "--recorded", "d".repeat(64)).code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(run("train").code()).isEqualTo(ExitCodes.BAD_INPUT);
        CliRun run = run("watch", FakeModels.JOB);
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(FakeModels.JOB + " running, step 0 of 4\n" + FakeModels.JOB + " succeeded, step 4 of 4, model "
                + FakeModels.MODEL + "\n");
        models.jobEnds = JobState.JOB_STATE_FAILED;
        assertThat(run("watch", FakeModels.JOB).code()).isEqualTo(ExitCodes.FINDING);
        assertThat(run("cancel", FakeModels.JOB).code()).isEqualTo(ExitCodes.REFUSED);
    }

    @Test
    void needsAServiceThatRuns() {
        CliRun run = CliRun.of("models", "list", "--data", folder.toString());
        assertThat(run.code()).isEqualTo(ExitCodes.UNAVAILABLE);
        assertThat(run.err()).contains("no personalizer runs on").contains("'up'");
        assertThat(CliRun.of("models").code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(CliRun.of("models", "promote", "--help").out()).contains("--force").contains("Exit codes");
    }

    private CliRun run(String command, String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "models";
        all[1] = command;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[all.length - 2] = "--personalizer";
        all[all.length - 1] = models.address();
        return CliRun.of(all);
    }
}
