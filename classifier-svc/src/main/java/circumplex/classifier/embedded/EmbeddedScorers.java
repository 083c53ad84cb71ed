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
public final class EmbeddedScorers {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedScorers.class);

    /**
     * Loads the native library of the engine, unless the environment says that no model is wanted. The engine stays loaded; the scorer,
     * which starts it again, says what was wrong.
     */
    public static void loadEngine() {
        if (!"lexicon".equals(System.getenv("EMBEDDED_SCORER"))) {
            try {
                Torch.start().close();
            } catch (EngineUnavailable e) {
                LOG.debug("not loaded beside the start", e);
            }
        }
    }

    /**
     * The scorer with an engine of its own, for as long as the process lives. What cannot be had is told from here and not by a bean that
     * this one needs: only then does the service start without it.
     *
     * @throws DisabledBeanException if no model ships, or the engine cannot run here
     */
    @Singleton
    @Bean(preDestroy = "close")
    @Requires(property = "circumplex.classifier.embedded", notEquals = "lexicon")
    EmbeddedScorer scorer() {
        EmbeddedModel model = EmbeddedModel.shipped(ValueSets.all().defaultSet())
                .orElseThrow(() -> new DisabledBeanException("no model ships"));
        try {
            return EmbeddedScorer.withEngine(model);
        } catch (EngineUnavailable e) {
            LOG.warn("the lexicon scores instead of the model: {}", e.getMessage());
            throw new DisabledBeanException("the engine cannot run here");
        }
    }
}
