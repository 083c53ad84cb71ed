package circumplex.gateway;

/**
 * Something that was not done as intended.
 *
 * @param affectedPosts how many posts it touched
 */
record Degradation(Stage stage, Reason reason, int affectedPosts) {

    /** Why a stage was not done as intended. */
    enum Reason {
        UNAVAILABLE,
        DEADLINE,
        FAILED,
        MIXED_SCORERS,
        PENDING,
        BUDGET_SPENT
    }
}
