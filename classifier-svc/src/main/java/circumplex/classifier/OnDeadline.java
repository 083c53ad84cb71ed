package circumplex.classifier;

/** What becomes of posts whose scores are not ready when the call's deadline comes. */
enum OnDeadline {
    CANCEL,
    FINISH_IN_BACKGROUND
}
