package circumplex.personalizer.registry;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

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

    /**
     * What is left of promotions: they put a model on top of the earlier ones, a rollback takes the top away.
     *
     * @param latestFirst all of them
     * @return the top first
     */
    static Deque<String> stack(List<Promotion> latestFirst) {
        Deque<String> promoted = new ArrayDeque<>();
        for (int i = latestFirst.size() - 1; i >= 0; i--) {
            if (latestFirst.get(i).kind() == Kind.ROLLED_BACK) {
                promoted.pop();
            } else {
                promoted.push(latestFirst.get(i).modelId());
            }
        }
        return promoted;
    }

    /** What moved the pointer. */
    public enum Kind {
        PROMOTED,
        FORCED,
        ROLLED_BACK
    }
}
