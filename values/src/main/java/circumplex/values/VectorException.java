package circumplex.values;

/** A score, rating or weight vector that breaks its rule, with the position of the first element at fault. */
public final class VectorException extends IllegalArgumentException {

    /** The vector as a whole is at fault, for example its length. */
    public static final int WHOLE = -1;

    private static final long serialVersionUID = 1L;

    private final int position;

    public VectorException(int position, String message) {
        super(message);
        this.position = position;
    }

    /** Position in the value set, or {@link #WHOLE}. */
    public int position() {
        return position;
    }
}
