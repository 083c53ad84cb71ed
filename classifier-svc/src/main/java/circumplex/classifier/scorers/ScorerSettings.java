package circumplex.classifier.scorers;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.Objects;

/**
 * Who scores. The default stands in {@code application.properties}.
 *
 * @param scorer name of the {@link circumplex.classifier.text.Escalation}
 */
@ConfigurationProperties("circumplex.classifier")
public record ScorerSettings(String scorer) {

    public ScorerSettings {
        Objects.requireNonNull(scorer);
    }
}
