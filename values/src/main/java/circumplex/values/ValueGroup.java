package circumplex.values;

import static circumplex.values.Identifiers.requireIdentifier;
import static circumplex.values.Identifiers.requireText;

import java.util.Optional;

/**
 * A group of related values, for display.
 *
 * @param id lower-case words joined by underscores
 * @param label what people read
 * @param opposite id of the group in tension with this one; empty where the theory names none
 */
public record ValueGroup(String id, String label, Optional<String> opposite) {

    public ValueGroup {
        requireIdentifier("group id", id);
        requireText("label of " + id, label);
        opposite.ifPresent(other -> requireIdentifier("opposite of " + id, other));
    }
}
