package circumplex.classifier.embedded;

import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.values.ValueSets;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.DisabledBeanException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs the model that ships as the quick scorer. Where the engine has no native library the lexicon stays the quick scorer, as it does
 * with {@code EMBEDDED_SCORER=lexicon}: scorer ids say so, and so does the log.
 */
@Factory
final class EmbeddedScorers {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedScorers.class);

    /**
     * The engine, for as long as the process lives.
     *
     * @throws DisabledBeanException if it cannot run here
     */
    @Singleton
    @Bean(preDestroy = "close")
    @Requires(property = "circumplex.classifier.embedded", notEquals = "lexicon")
    Torch torch() {
        try {
            return Torch.start();
        } catch (EngineUnavailable e) {
            LOG.warn("the lexicon scores instead of the model: {}", e.getMessage());
            throw new DisabledBeanException("the engine cannot run here");
        }
    }

    /** @throws DisabledBeanException if no model ships */
    @Singleton
    @Bean(preDestroy = "close")
    @Requires(bean = Torch.class)
    EmbeddedScorer scorer(Torch torch) {
        return EmbeddedModel.shipped(ValueSets.all().defaultSet())
                .map(model -> new EmbeddedScorer(model, torch))
                .orElseThrow(() -> new DisabledBeanException("no model ships"));
    }
}
