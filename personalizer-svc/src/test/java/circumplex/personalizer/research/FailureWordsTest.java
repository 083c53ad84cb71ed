package circumplex.personalizer.research;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.calibration.SmallTable;
import circumplex.personalizer.registry.CalibratorFiles;
import circumplex.personalizer.twin.LongFormWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients read of a job that failed: which file it was about, and no path of the machine. The command is that of a job's process. */
final class FailureWordsTest {

    private static final String ID = "a".repeat(64);

    @TempDir
    private Path machine = Path.of(".");

    private Path folder;
    private RunningService service;
    private CalibratorFiles files;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectories(machine.resolve("our data/calibrators"));
        service = RunningService.start(
                "personalizer-svc",
                Map.of(
                        "datasources.default.url", Engine.H2.freshUrl(),
                        "circumplex.calibrators.folder", folder.toString(),
                        "circumplex.calibrator.folder", "none"));
        files = service.bean(CalibratorFiles.class);
        Files.createDirectories(files.datasets());
        Files.createDirectories(files.jobs());
        LongFormWriter.write(SmallTable.of(5, 10, 3, 1), files.datasets().resolve("good"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private String withoutPlaces(String said) {
        String heard = files.fromHere(said);
        assertThat(heard).as(said).doesNotContain(machine.toString(), "our data").doesNotContainPattern("(^|[^\\p{L}\\d…])/");
        return heard;
    }

    /** What a training says that fails. */
    private String training(String data, String... more) {
        StringWriter err = new StringWriter();
        int code = Research.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(Stream.of("train", "--data=" + data, "--out=" + files.jobs().resolve("out")), Stream.of(more)).toArray(String[]::new));
        assertThat(code).as(err.toString()).isNotZero();
        String said = err.toString().lines().filter(line -> line.startsWith("circumplex: ")).findFirst().orElseThrow();
        return withoutPlaces(said.substring("circumplex: ".length()));
    }

    @Test
    void aFileOfTheServiceIsNamedAsItLiesInItsFolder() throws IOException {
        String good = files.datasets().resolve("good").toString();
        assertThat(training(files.datasets().resolve("gone").toString())).isEqualTo("there is no file datasets/gone");
        assertThat(training(files.datasets().toString())).isEqualTo("datasets is a folder, not a file");
        assertThat(training(good, "--refit=" + files.shelf().folder().resolve(ID))).isEqualTo("there is no folder of a model at models/" + ID);
        Files.writeString(files.jobs().resolve("out"), "not a folder");
        assertThat(training(good)).startsWith("jobs/out");

        // Whoever runs the tests may read everything.
        Path file = files.shelf().folder().resolve(ID).resolve("weights.safetensors");
        assertThat(withoutPlaces(String.valueOf(new UncheckedIOException(new AccessDeniedException(file.toString())).getMessage())))
                .isEqualTo("java.nio.file.AccessDeniedException: models/" + ID + "/weights.safetensors");
    }

    @Test
    void ofAnyOtherFileTheNameIsSaid() {
        assertThat(training(machine + "/gone.csv")).isEqualTo("there is no file …/gone.csv");
        assertThat(training(machine.toString())).isEqualTo("…/" + machine.getFileName() + " is a folder, not a file");
        assertThat(training("good", "--spec=" + machine + "/spec.json")).isEqualTo("there is no file …/spec.json");
        assertThat(withoutPlaces(folder + ": no space left")).isEqualTo("…/calibrators: no space left");
        assertThat(withoutPlaces("from '/tmp/one.so' (/opt/two), file:///opt/three; -cp=/a.jar:/b/c.jar"))
                .isEqualTo("from '…/one.so' (…/two), file:…/three; -cp=…/c.jar");
    }

    @Test
    void aSlashBetweenWordsStays() {
        String said = "there are no annotations with scores of embedded/words-1/set@1 and 3/4 of that, I/O";
        assertThat(withoutPlaces(said)).isEqualTo(said);
    }
}
