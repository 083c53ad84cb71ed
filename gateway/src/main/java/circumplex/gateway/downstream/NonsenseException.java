package circumplex.gateway.downstream;

/** Another service answered something that its contract rules out. */
public final class NonsenseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NonsenseException(String message) {
        super(message, null, false, false);
    }

    /** @throws NonsenseException unless {@code holds} */
    public static void unless(boolean holds, String message) {
        if (!holds) {
            throw new NonsenseException(message);
        }
    }
}
