package circumplex.wire;

import circumplex.values.ValueSet;
import java.util.Optional;

/** A value-set reference that is unknown here or means other positions than the set of that id here. */
public final class ValueSetMismatch extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<ValueSet> known;
    private final String id;

    ValueSetMismatch(String path, String id, Optional<ValueSet> known) {
        super(path + known.map(set -> " is another " + set.id() + " than the one here, " + set)
                .orElse(" names a value set that is not installed here"));
        this.id = id;
        this.known = known;
    }

    /** The id that the reference names. */
    public String id() {
        return id;
    }

    /** The set of that id here; empty if there is none. */
    public Optional<ValueSet> known() {
        return known;
    }
}
