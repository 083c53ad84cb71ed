package circumplex.personalizer.registry;

import circumplex.kit.ConfigurationProblem;
import circumplex.kit.Settings;
import circumplex.model.folder.ModelShelf;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;

/**
 * Where models, data sets and jobs lie. Replicas that share a database share this folder too.
 *
 * @param folder of all three; made when something is put there
 * @param pollMillis how long another replica's promotion goes unseen, in ms, 100 to 60,000
 */
@ConfigurationProperties("circumplex.calibrators")
public record CalibratorFiles(String folder, @Bindable(defaultValue = "2000") int pollMillis) {

    public CalibratorFiles {
        if (folder.isBlank()) {
            throw new ConfigurationProblem("circumplex.calibrators.folder must not be empty");
        }
        Settings.requireRange("circumplex.calibrators.poll-millis", pollMillis, 100, 60_000);
    }

    /** The models, by id. */
    public ModelShelf shelf() {
        return new ModelShelf(root().resolve("models"));
    }

    /** A folder for each data set, named by its id. */
    public Path datasets() {
        return root().resolve("datasets");
    }

    /** A folder for each job that has not ended. */
    public Path jobs() {
        return root().resolve("jobs");
    }

    private Path root() {
        return Path.of(folder).toAbsolutePath().normalize();
    }
}
