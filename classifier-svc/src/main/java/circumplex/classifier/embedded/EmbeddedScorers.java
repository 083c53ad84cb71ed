package circumplex.classifier.embedded;

import circumplex.model.BadModel;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.values.ValueSets;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.DisabledBeanException;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs the model that ships as the quick scorer. Where the engine has no native library the lexicon stays the quick scorer, as it does
 * with {@code EMBEDDED_SCORER=lexicon}: scorer ids say so, and so does the log.
 */
@Factory
public final class EmbeddedScorers {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedScorers.class);

    private static Optional<EmbeddedModel> shipped = Optional.empty();

    /**
     * Loads the model and then the native library of the engine, unless the environment says that no model is wanted. Both stay loaded; the
     * scorer, which asks for them again, says what was wrong.
     */
    public static void load() {
        if (!"lexicon".equals(System.getenv("EMBEDDED_SCORER"))) {
            try {
                shipped();
                Torch.start().close();
            } catch (BadModel | EngineUnavailable e) {
                LOG.debug("not loaded beside the start", e);
            }
        }
    }

    /** Read once: to look at every byte of it and to multiply its rows out is a sixth of a start. */
    @CanIgnoreReturnValue
    private static synchronized Optional<EmbeddedModel> shipped() {
        if (shipped.isEmpty()) {
            shipped = EmbeddedModel.shipped(ValueSets.all().defaultSet());
        }
        return shipped;
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
        EmbeddedModel model = shipped().orElseThrow(() -> new DisabledBeanException("no model ships"));
        try {
            return EmbeddedScorer.withEngine(model);
        } catch (EngineUnavailable e) {
            LOG.warn("the lexicon scores instead of the model: {}", e.getMessage());
            throw new DisabledBeanException("the engine cannot run here");
        }
    }
}
