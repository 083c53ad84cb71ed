package circumplex.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: what only the real streams, the real locale and the real exit status can show. */
final class ProgramTest {

    @TempDir
    private Path folder;

    @Test
    void saysOneLineWhereLibrariesWouldLogMany() throws IOException, InterruptedException {
        int code = run(Redirect.to(file("out")), "rank", "--gateway", "nowhere.invalid:1");
        assertThat(code).isEqualTo(3);
        assertThat(file("err")).hasContent(
                "circumplex: gateway at nowhere.invalid:1 cannot be reached; check the address and that the service runs");
        assertThat(file("out")).isEmpty();
    }

    @Test
    void writesUtf8InEveryLocale() throws IOException, InterruptedException {
        Path feed = Files.writeString(folder.resolve("feed.jsonl"), "{\"id\":\"é\",\"text\":\"春の朝 🌸\"}");
        try (FakeGateway gateway = new FakeGateway()) {
            int code = run(Redirect.to(file("out")), "rank", "--gateway", gateway.address(), "--feed", feed.toString());
            assertThat(code).isZero();
            assertThat(file("out")).content(UTF_8).contains("1 → 1      3.100  春の朝 🌸");
        }
    }

    @Test
    void failsWhenItsOutputCannotBeWritten() throws IOException, InterruptedException {
        try (FakeGateway gateway = new FakeGateway()) {
            assertThat(run(Redirect.to(new File("/dev/full")), "rank", "--gateway", gateway.address())).isEqualTo(74);
            assertThat(file("err")).content().startsWith("circumplex: the output could not be written").hasLineCount(1);
        }
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    private int run(Redirect out, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Circumplex.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(file("err"));
        builder.environment().put("LC_ALL", "C");
        Process program = builder.start();
        assertThat(program.waitFor(180, TimeUnit.SECONDS)).as("the program ends").isTrue();
        return program.exitValue();
    }
}
