package circumplex.personalizer.registry;

import java.time.Instant;
import java.util.List;

/**
 * A model that a tenant has, of its own or as every tenant has it.
 *
 * @param id SHA-256 of its manifest
 * @param scorerIds whose scores it takes, in its order
 * @param datasetId what it was trained on
 * @param jobId what made it
 * @param recorded whether it has learnt from what the people of a tenant annotated; such a model is that tenant's alone
 * @param shared whether it is here for every tenant
 */
public record RegisteredModel(
        String id, String valueSetId, List<String> scorerIds, String datasetId, String jobId, Instant createTime, boolean recorded, boolean shared) {

    public RegisteredModel {
        scorerIds = List.copyOf(scorerIds);
    }
}
