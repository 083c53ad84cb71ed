package circumplex.gateway.profile;

import java.time.Instant;
import java.util.Map;

/**
 * A profile as it is stored. Its owner has a right to it also when its value set is not installed any more.
 *
 * @param weights in [−1, 1] by value id, in the order in which they were stored
 */
public record StoredProfile(String userId, String valueSetId, Map<String, Double> weights, String etag, Instant updatedAt) {}
