package circumplex.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the services of an installation keep their data; one folder is one installation. */
public final class DataOption {

    private final Map<String, String> environment;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where services keep their data. Else CIRCUMPLEX_DATA_DIR, else .circumplex in the home folder.")
    private @Nullable Path folder;

    public DataOption(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What was typed, or is in the environment. */
    public Optional<Path> typed() {
        return Optional.ofNullable(folder);
    }

    /** Where it is, typed or not. */
    public Path folder() {
        if (folder != null) {
            return folder;
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return Path.of(home, ".circumplex");
    }
}
