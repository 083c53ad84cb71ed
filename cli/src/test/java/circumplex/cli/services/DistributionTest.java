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
                    .anyMatch(option -> option.startsWith("-XX:MaxDirectMemorySize="))
                    .anyMatch(option -> option.startsWith("-XX:MaxMetaspaceSize="))
                    .anyMatch(option -> option.startsWith("-XX:ReservedCodeCacheSize="))
                    .contains("-XX:+ExitOnOutOfMemoryError");
        }
    }

    @ParameterizedTest
    @EnumSource
    void javaKnowsEveryOption(JvmProfile profile) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Distribution.java()));
        command.addAll(profile.options(ServiceName.GATEWAY));
        command.add("-version");
        Process version = new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("version")
                .doesNotContain("warning");
        assertThat(version.waitFor()).isZero();
    }

    @Test
    void saysHowToGetAServiceThatIsNotThere() {
        assertThatThrownBy(() -> new Distribution(folder, JvmProfile.BRIEF).command(ServiceName.RANKER))
                .isInstanceOf(ServiceError.class)
                .hasMessageContaining("circumplex-ranker-svc.jar is not in ");
    }
}
