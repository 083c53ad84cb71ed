package circumplex.wire;

/** A field of a message breaks a rule that its protovalidate annotations cannot express. */
public final class InvalidField extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String rule;

    /**
     * @param path the field in the request, for example {@code posts[3].scores}
     * @param rule id of the rule, for example {@code unique}
     * @param message what is wrong; never post text
     */
    public InvalidField(String path, String rule, String message) {
        super(message);
        this.path = path;
        this.rule = rule;
    }

    public String path() {
        return path;
    }

    public String rule() {
        return rule;
    }

    /** What is wrong, without the path. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
