package circumplex.personalizer.registry;

import circumplex.kit.config.DataFolder;
import circumplex.model.folder.ModelShelf;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/**
 * Where models, data sets and jobs lie; made when something is put there. Replicas that share a database share the folder too.
 */
@Singleton
public final class CalibratorFiles {

    private final Path folder;

    CalibratorFiles(RegistrySettings settings, DataFolder data) {
        folder = data.resolve(settings.folder());
    }

    /** The models, by id. */
    public ModelShelf shelf() {
        return new ModelShelf(folder.resolve("models"));
    }

    /** A folder for each data set, named by its id. */
    public Path datasets() {
        return folder.resolve("datasets");
    }

    /** What a process says of these files, for clients: not where they lie on this machine. */
    public String fromHere(String said) {
        return said.replace(folder.toAbsolutePath() + "/", "").replace(folder + "/", "");
    }

    /** A folder for each job that has not ended. */
    public Path jobs() {
        return folder.resolve("jobs");
    }
}
