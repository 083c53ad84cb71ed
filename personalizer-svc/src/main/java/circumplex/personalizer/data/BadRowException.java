package circumplex.personalizer.data;

/** Says what is wrong with one row, without repeating what is in it. */
public final class BadRowException extends Exception {

    private static final long serialVersionUID = 1L;

    public BadRowException(String reason) {
        super(reason, null, false, false);
    }

    /** What is wrong. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
