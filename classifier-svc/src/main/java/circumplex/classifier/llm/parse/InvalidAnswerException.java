package circumplex.classifier.llm.parse;

/** An answer that is not exactly what was asked for. It names what is wrong and never quotes the answer. */
public final class InvalidAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Flaw {
        /** The answer is no chat completion, or is too large or too deep to be one. */
        NOT_A_COMPLETION,
        /** The model said that it will not answer. */
        REFUSAL,
        /** The answer was cut, or ended for another reason than that it was complete. */
        CUT,
        /** There is no text. */
        NO_CONTENT,
        /** The text is not one JSON object of strings. */
        NOT_THE_SCHEMA,
        /** A post is there twice. */
        DUPLICATE_ID,
        /** A post that was not asked about. */
        UNKNOWN_ID,
        /** Not one digit for each value. */
        WRONG_COUNT,
        /** Something else than a digit from 0 to 6. */
        OUT_OF_RANGE,
        /** A post that was asked about is missing. */
        MISSING_ID
    }

    private final Flaw flaw;

    InvalidAnswerException(Flaw flaw) {
        super(flaw.name(), null, false, false);
        this.flaw = flaw;
    }

    public Flaw flaw() {
        return flaw;
    }
}
