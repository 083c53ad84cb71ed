package circumplex.personalizer.registry;

import circumplex.kit.config.DataFolder;
import circumplex.model.folder.ModelShelf;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where models, data sets and jobs lie; made when something is put there. Replicas that share a database share the folder too.
 */
@Singleton
public final class CalibratorFiles {

    private static final String ELSEWHERE = "…/";

    /** A path from the root, also behind a sign or the name of a protocol, and the last name in it. A slash between words is none. */
    private static final Pattern ABSOLUTE = Pattern.compile("(?<![^\\s'\"(\\[{<=:,;>])/+(?:[^\\s/'\"]+/+)*([^\\s/'\",:;)\\]}]*)");

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

    /** What a process says, for clients: files of these folders as they lie there, of any other the name alone; no path of this machine. */
    public String fromHere(String said) {
        String here = said.replace(folder + "/", "").replace(folder.toString(), ELSEWHERE + folder.getFileName());
        return ABSOLUTE.matcher(here).replaceAll(ELSEWHERE + "$1");
    }

    /** A folder for each job that has not ended. */
    public Path jobs() {
        return folder.resolve("jobs");
    }
}
