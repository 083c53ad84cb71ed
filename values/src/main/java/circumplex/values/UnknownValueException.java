package circumplex.values;

/** A name that is no value of the set, with the nearest name that is one. */
public final class UnknownValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String unknown;
    private final String nearest;

    public UnknownValueException(String unknown, ValueSet set) {
        this(unknown, set, ValueNames.of(set).nearest(unknown));
    }

    private UnknownValueException(String unknown, ValueSet set, String nearest) {
        super("'" + unknown + "' is not a value of " + set.id() + "; did you mean '" + nearest + "'?");
        this.unknown = unknown;
        this.nearest = nearest;
    }

    public String unknown() {
        return unknown;
    }

    public String nearest() {
        return nearest;
    }
}
