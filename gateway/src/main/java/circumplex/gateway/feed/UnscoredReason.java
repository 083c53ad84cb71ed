package circumplex.gateway.feed;

/** Why a post has no scores. */
public enum UnscoredReason {
    EMPTY_TEXT,
    UNSUPPORTED_LANGUAGE,
    CLASSIFIER_UNAVAILABLE,
    OTHER_SCORER,
    NOT_IN_TIME,
    SCORER_BUSY,
    SCORER_FAILED,
    SCORER_UNAVAILABLE,
    BUDGET_SPENT
}
