package circumplex.gateway;

/** Why a post has no scores. */
enum UnscoredReason {
    EMPTY_TEXT,
    UNSUPPORTED_LANGUAGE,
    CLASSIFIER_UNAVAILABLE,
    OTHER_SCORER
}
