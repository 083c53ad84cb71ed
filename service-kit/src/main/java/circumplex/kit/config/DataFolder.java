package circumplex.kit.config;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Map;

/** The folder {@code CIRCUMPLEX_DATA_DIR}, which holds what an installation keeps; {@code ./data} by default. */
@Singleton
public final class DataFolder {

    /** The setting that names it. */
    public static final String SETTING = "circumplex.data.folder";

    /** The variable that names it. */
    public static final String VARIABLE = "CIRCUMPLEX_DATA_DIR";

    private final Path folder;

    public DataFolder(@Value("${" + SETTING + "}") String folder) {
        this.folder = Path.of(folder).toAbsolutePath().normalize();
    }

    /** The name of the folder that the environment gives. */
    public static String of(Map<String, String> environment) {
        return environment.getOrDefault(VARIABLE, "./data");
    }

    /** The file or folder of this name: in this folder, unless the name is absolute. */
    public Path resolve(String name) {
        return folder.resolve(name).normalize();
    }
}
