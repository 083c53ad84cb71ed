package circumplex.personalizer.registry;

import circumplex.kit.refusal.Refusal;
import circumplex.personalizer.serving.ServedModel;
import circumplex.personalizer.shadow.Shadow;
import circumplex.personalizer.shadow.ShadowSummary;
import circumplex.personalizer.shadow.Shadows;
import circumplex.values.ValueSets;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Shadows shadows;
    private final Map<String, String> followed = new HashMap<>();

    ShadowModel(Registry registry, ShadowStore store, Production production, Shadows shadows) {
        this.registry = registry;
        this.store = store;
        this.production = production;
        this.shadows = shadows;
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
            registry.takeOver(tenant, modelId);
        }
        store.choose(tenant, valueSetId, modelId, share);
    }

    /** Empty if this is not the candidate of the tenant on this replica. */
    public Optional<ShadowSummary> summary(String tenant, String modelId) {
        return shadows.of(tenant).summary(modelId);
    }

    @Scheduled(fixedDelay = "${circumplex.calibrators.poll-millis}ms", initialDelay = "${circumplex.calibrators.poll-millis}ms")
    public synchronized void follow() {
        Map<String, ShadowStore.Row> chosen = new HashMap<>();
        try {
            store.all(ValueSets.all().defaultSet().id()).forEach(row -> chosen.put(row.tenant(), row));
        } catch (RuntimeException e) {
            LOG.debug("the candidates cannot be read: {}", e.getClass().getSimpleName());
            return;
        }
        for (String tenant : List.copyOf(followed.keySet())) {
            if (!chosen.containsKey(tenant)) {
                followed.remove(tenant);
                shadows.of(tenant).end();
            }
        }
        chosen.forEach((tenant, row) -> {
            // Tried once: a candidate that cannot be loaded is chosen again when it can.
            if (!row.version().equals(followed.put(tenant, row.version()))) {
                begin(row);
            }
        });
    }

    private void begin(ShadowStore.Row chosen) {
        Shadow shadow = shadows.of(chosen.tenant());
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
