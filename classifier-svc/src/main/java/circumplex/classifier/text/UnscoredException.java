package circumplex.classifier.text;

/** Why a scorer has no scores of a text. Expected, so it has no stack trace; its message never quotes the text or an answer. */
public final class UnscoredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Reason {
        /** The text, or what was answered to it: another try may succeed. */
        FAILED,
        /** Whoever scores cannot be reached at present, or only fails. */
        UNAVAILABLE,
        /** The tenant's budget of the day is used up. */
        BUDGET_SPENT
    }

    private final Reason reason;

    /** @param message names the kind of failure, for the log */
    public UnscoredException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
