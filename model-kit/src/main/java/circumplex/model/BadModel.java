package circumplex.model;

/**
 * A model, or a part of one, breaks a rule of the format: it is refused as a whole. The message names the part and the rule and quotes
 * no content.
 */
public final class BadModel extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadModel(String message) {
        super(message);
    }

    public BadModel(String message, Throwable cause) {
        super(message, cause);
    }
}
