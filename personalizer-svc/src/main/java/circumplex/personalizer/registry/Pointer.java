package circumplex.personalizer.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * What is in production for a value set of a tenant.
 *
 * @param modelId empty for what serves without any model of the registry
 * @param etag names this version
 * @param sequence how often it was moved
 * @param updateTime empty if it never was
 */
public record Pointer(String modelId, String etag, long sequence, Optional<Instant> updateTime) {

    /** What stands before the first promotion; its etag is told to clients, so it is part of the contract. */
    public static final Pointer NONE = new Pointer("", "new", 0, Optional.empty());

    /** The same version, as it is for those who look for another model behind it. */
    Pointer to(String other) {
        return new Pointer(other, etag, sequence, updateTime);
    }

    public boolean empty() {
        return modelId.isEmpty();
    }
}
