package circumplex.gateway.feed;

/**
 * Something that was not done as intended.
 *
 * @param affectedPosts how many posts it touched
 */
public record Degradation(Stage stage, Reason reason, int affectedPosts) {

    /** Why a stage was not done as intended. */
    public enum Reason {
        UNAVAILABLE,
        DEADLINE,
        FAILED,
        MIXED_SCORERS,
        PENDING,
        BUDGET_SPENT,
        NO_UNCERTAINTY,
        FLOOR_UNJUDGED,
        REMEMBERED_SCORES
    }
}
