package circumplex.cli.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistributionTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void everyServiceIsBounded(ServiceName service) throws IOException {
        Files.createFile(folder.resolve(service.jar()));
        for (JvmProfile profile : JvmProfile.values()) {
            List<String> command = new Distribution(folder, profile).command(service);

            assertThat(command).startsWith(Distribution.java()).endsWith("-jar", folder.resolve(service.jar()).toString());
            assertThat(command)
                    .anyMatch(option -> option.startsWith("-Xmx"))
                    .anyMatch(option -> option.startsWith("-Xms"))
                    .anyMatch(option -> option.startsWith("-Xmn"))
                    .anyMatch(option -> option.startsWith("-XX:MaxDirectMemorySize="))
                    .anyMatch(option -> option.startsWith("-XX:MaxMetaspaceSize="))
                    .anyMatch(option -> option.startsWith("-XX:ReservedCodeCacheSize="))
                    .contains("-XX:+ExitOnOutOfMemoryError");
        }
    }

    @Test
    void aStartUsesTheClassArchiveOfTheBuildIfThereIsOne() throws IOException, InterruptedException {
        Files.createFile(folder.resolve(ServiceName.RANKER.jar()));
        Distribution distribution = new Distribution(folder, JvmProfile.BRIEF);
        assertThat(distribution.command(ServiceName.RANKER)).noneMatch(option -> option.contains("SharedArchiveFile"));

        Path archive = Files.writeString(folder.resolve(ServiceName.RANKER.classArchive()), "of another JDK");
        List<String> command = new ArrayList<>(distribution.command(ServiceName.RANKER));
        assertThat(command).contains("-XX:SharedArchiveFile=" + archive);

        command.subList(command.indexOf("-jar"), command.size()).clear();
        assertThat(output(command, "-version")).contains("version").doesNotContain("archive");
    }

    @ParameterizedTest
    @EnumSource
    void javaKnowsEveryOption(JvmProfile profile) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Distribution.java()));
        command.addAll(profile.options(ServiceName.GATEWAY));
        command.remove(JvmProfile.IGNORE_UNKNOWN);
        // Not in every Java 17.
        command.removeIf(option -> option.startsWith(JvmProfile.TRIM_NATIVE));

        assertThat(output(command, "-version")).contains("version").doesNotContain("warning");
    }

    @Test
    void saysHowToGetAServiceThatIsNotThere() {
        assertThatThrownBy(() -> new Distribution(folder, JvmProfile.BRIEF).command(ServiceName.RANKER))
                .isInstanceOf(ServiceError.class)
                .hasMessageContaining("circumplex-ranker-svc.jar is not in ");
    }

    private static String output(List<String> command, String argument) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.add(argument);
        Process version = new ProcessBuilder(all).redirectErrorStream(true).start();
        String output = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(version.waitFor()).as(output).isZero();
        return output;
    }
}
