package circumplex.personalizer.registry;

import circumplex.kit.call.Caller;
import circumplex.kit.refusal.Refusal;
import circumplex.personalizer.serving.ServedModel;
import circumplex.personalizer.shadow.Shadow;
import circumplex.personalizer.shadow.ShadowSummary;
import circumplex.values.ValueSets;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the candidate that is asked beside the model in use, and keeps this replica at the choice, whoever made it. */
@Singleton
public final class ShadowModel {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowModel.class);

    private final Registry registry;
    private final ShadowStore store;
    private final Production production;
    private final Shadow shadow;
    private String followed = "";

    ShadowModel(Registry registry, ShadowStore store, Production production, Shadow shadow) {
        this.registry = registry;
        this.store = store;
        this.production = production;
        this.shadow = shadow;
    }

    /**
     * To be called inside a transaction; replicas follow when that has ended.
     *
     * @param modelId empty for none
     * @param share of the calls, in (0, 1]
     * @throws Refusal NOT_FOUND; MODEL_UNUSABLE if it is not as it was published
     */
    public void choose(String tenant, String valueSetId, String modelId, double share) {
        if (!modelId.isEmpty()) {
            if (!registry.require(tenant, modelId).valueSetId().equals(valueSetId)) {
                throw Refusal.invalid("model_id", "model_id.value_set", "is a model of another value set");
            }
            registry.load(modelId);
        }
        store.choose(tenant, valueSetId, modelId, share);
    }

    /** Empty if this is not the candidate of this replica. */
    public Optional<ShadowSummary> summary(String modelId) {
        return shadow.summary(modelId);
    }

    @Scheduled(fixedDelay = "${circumplex.calibrators.poll-millis}ms", initialDelay = "${circumplex.calibrators.poll-millis}ms")
    public synchronized void follow() {
        Optional<ShadowStore.Row> chosen;
        try {
            chosen = store.find(Caller.DEVELOPMENT_TENANT, ValueSets.all().defaultSet().id());
        } catch (RuntimeException e) {
            LOG.debug("the candidate cannot be read: {}", e.getClass().getSimpleName());
            return;
        }
        String version = chosen.map(ShadowStore.Row::version).orElse("");
        if (version.equals(followed)) {
            return;
        }
        // Tried once: a candidate that cannot be loaded is chosen again when it can.
        followed = version;
        chosen.ifPresentOrElse(this::begin, shadow::end);
    }

    private void begin(ShadowStore.Row chosen) {
        try (Prepared prepared = production.prepare(chosen.modelId())) {
            prepared.requireLoaded();
            ServedModel model = prepared.take().orElseThrow();
            shadow.begin(model, chosen.share());
        } catch (Refusal e) {
            LOG.error("there is no candidate: {}", e.description());
            shadow.end();
        }
    }
}
