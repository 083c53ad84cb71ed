package circumplex.personalizer.serving;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.Objects;

/**
 * What personalizes. The default stands in {@code application.properties}.
 *
 * @param folder {@code shipped} for the calibrator that ships, {@code none} for the gain, else the folder of a model
 */
@ConfigurationProperties("circumplex.calibrator")
public record ServingSettings(String folder) {

    static final String SHIPPED = "shipped";
    static final String NONE = "none";

    public ServingSettings {
        Objects.requireNonNull(folder);
    }
}
