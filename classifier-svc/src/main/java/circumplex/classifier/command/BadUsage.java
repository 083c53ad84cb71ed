package circumplex.classifier.command;

/** What was typed cannot be used; the message names the option and the rule. */
public final class BadUsage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadUsage(String message) {
        super(message);
    }
}
