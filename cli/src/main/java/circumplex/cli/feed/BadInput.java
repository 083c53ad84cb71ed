package circumplex.cli.feed;

/** What a person typed or put into a file cannot be used; the message is one line that names the place and the fix. */
public final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message);
    }

    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }
}
