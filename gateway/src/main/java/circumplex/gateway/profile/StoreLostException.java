package circumplex.gateway.profile;

/** The database failed; what it said is not repeated, because it may quote data. */
public final class StoreLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param kind of the failure */
    StoreLostException(String kind) {
        super(kind, null, false, false);
    }
}
