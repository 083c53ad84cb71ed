package circumplex.personalizer.serving;

import circumplex.kit.config.ConfigurationProblem;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.Objects;

/**
 * What personalizes. The defaults stand in {@code application.properties}.
 *
 * @param folder {@code shipped} for the calibrator that ships, {@code none} for the gain, else the folder of a model
 * @param engine what networks run on: {@code java}, or {@code pytorch} as in training
 * @param alignments a folder of alignments, {@code *.json}, in the data folder unless it is absolute; one that is not there has none
 */
@ConfigurationProperties("circumplex.calibrator")
public record ServingSettings(String folder, String engine, String alignments) {

    static final String SHIPPED = "shipped";
    static final String NONE = "none";
    static final String JAVA = "java";
    static final String PYTORCH = "pytorch";

    public ServingSettings {
        Objects.requireNonNull(folder);
        Objects.requireNonNull(alignments);
        if (!engine.equals(JAVA) && !engine.equals(PYTORCH)) {
            throw new ConfigurationProblem("CALIBRATOR_ENGINE must be " + JAVA + " or " + PYTORCH + ", is '" + engine + "'");
        }
    }
}
