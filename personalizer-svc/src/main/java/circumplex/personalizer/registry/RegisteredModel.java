package circumplex.personalizer.registry;

import java.time.Instant;
import java.util.List;

/**
 * A model that a tenant has.
 *
 * @param id SHA-256 of its manifest
 * @param scorerIds whose scores it takes, in its order
 * @param datasetId what it was trained on
 * @param jobId what made it
 */
public record RegisteredModel(
        String id, String valueSetId, List<String> scorerIds, String datasetId, String jobId, Instant createTime) {

    public RegisteredModel {
        scorerIds = List.copyOf(scorerIds);
    }
}
