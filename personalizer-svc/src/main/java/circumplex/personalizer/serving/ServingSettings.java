package circumplex.personalizer.serving;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.Objects;

/**
 * What personalizes. The defaults stand in {@code application.properties}.
 *
 * @param folder {@code shipped} for the calibrator that ships, {@code none} for the gain, else the folder of a model
 * @param alignments a folder of alignments, {@code *.json}; one that is not there has none
 */
@ConfigurationProperties("circumplex.calibrator")
public record ServingSettings(String folder, String alignments) {

    static final String SHIPPED = "shipped";
    static final String NONE = "none";

    public ServingSettings {
        Objects.requireNonNull(folder);
        Objects.requireNonNull(alignments);
    }
}
