package circumplex.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where services that a command starts keep their data. */
final class DataOption {

    private final Map<String, String> environment;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where services that this command starts keep their data. Else CIRCUMPLEX_DATA_DIR, else .circumplex in the home folder.")
    private @Nullable Path folder;

    DataOption(Map<String, String> environment) {
        this.environment = environment;
    }

    Path folder() {
        if (folder != null) {
            return folder;
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return Path.of(home, ".circumplex");
    }
}
