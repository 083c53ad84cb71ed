package circumplex.kit.patience;

/** A call did not answer in the time that its caller could give it. */
public final class LateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LateException(String message) {
        super(message, null, false, false);
    }
}
