package circumplex.gateway.profile;

import circumplex.values.WeightVector;
import java.time.Instant;
import java.util.Optional;

/**
 * The values a person chose.
 *
 * @param etag names this version; {@link #NEW} for a person who chose nothing yet
 * @param updatedAt absent for a person who chose nothing yet
 */
public record Profile(String userId, WeightVector weights, String etag, Optional<Instant> updatedAt) {

    /** The etag of a profile that does not exist yet. */
    public static final String NEW = "new";
}
