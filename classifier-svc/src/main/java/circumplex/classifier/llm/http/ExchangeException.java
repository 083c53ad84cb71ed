package circumplex.classifier.llm.http;

/** An exchange without an answer. Its message names the kind and nothing that was sent or received. */
public final class ExchangeException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What happened. */
    public enum Kind {
        /** Nobody took the request: it has cost nothing. */
        NOT_CONNECTED(false),
        /** No complete answer in time; the server may have done the work. */
        LATE(true),
        /** The connection broke before the answer was complete; the server may have done the work. */
        BROKEN(true),
        /** The answer is larger than any that was asked for. */
        TOO_LARGE(true);

        private final boolean mayHaveCost;

        Kind(boolean mayHaveCost) {
            this.mayHaveCost = mayHaveCost;
        }
    }

    private final Kind kind;

    ExchangeException(Kind kind) {
        super(kind.name(), null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the provider may charge for it. */
    public boolean mayHaveCost() {
        return kind.mayHaveCost;
    }
}
