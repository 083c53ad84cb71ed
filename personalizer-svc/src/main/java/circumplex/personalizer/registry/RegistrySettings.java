package circumplex.personalizer.registry;

import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Where models, data sets and jobs lie, and how replicas follow one another.
 *
 * @param folder of all three, in the data folder unless it is absolute
 * @param pollMillis how long another replica's promotion goes unseen, in ms, 100 to 60,000
 */
@ConfigurationProperties("circumplex.calibrators")
record RegistrySettings(String folder, @Bindable(defaultValue = "2000") int pollMillis) {

    RegistrySettings {
        if (folder.isBlank()) {
            throw new ConfigurationProblem("circumplex.calibrators.folder must not be empty");
        }
        Settings.requireRange("circumplex.calibrators.poll-millis", pollMillis, 100, 60_000);
    }
}
