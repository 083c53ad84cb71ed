package circumplex.personalizer.registry;

import java.time.Instant;

/**
 * One move of the pointer.
 *
 * @param sequence 1 for the first
 * @param modelId what was in production from then on; empty for none
 * @param previousModelId what had been until then; empty for none
 * @param reason as it was given; may be empty
 * @param requestId the call that did it
 */
public record Promotion(
        long sequence, Kind kind, String modelId, String previousModelId, String reason, String requestId, Instant createTime) {

    /** What moved the pointer. */
    public enum Kind {
        PROMOTED,
        FORCED,
        ROLLED_BACK
    }
}
