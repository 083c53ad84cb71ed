package circumplex.values;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A name that is no value of the set, with the nearest name that is one where one is near. */
public final class UnknownValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String unknown;
    private final @Nullable String nearest;

    public UnknownValueException(String unknown, ValueSet set) {
        this(unknown, set, ValueNames.of(set).nearest(unknown).orElse(null));
    }

    private UnknownValueException(String unknown, ValueSet set, @Nullable String nearest) {
        super("'" + unknown + "' is not a value of " + set.id() + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
        this.unknown = unknown;
        this.nearest = nearest;
    }

    public String unknown() {
        return unknown;
    }

    /** Empty where nothing is near: a suggestion that is far from what was typed misleads. */
    public Optional<String> nearest() {
        return Optional.ofNullable(nearest);
    }
}
