package circumplex.classifier.classify;

/** What becomes of posts whose scores are not ready when the call's deadline comes. */
public enum OnDeadline {
    CANCEL,
    FINISH_IN_BACKGROUND,
    /** The call fails, and what has begun goes on all the same, also when the client is gone: it is paid for, and the client comes back. */
    FINISH_ANYHOW
}
