package circumplex.values;

import static circumplex.values.Identifiers.requireIdentifier;
import static circumplex.values.Identifiers.requireText;

/**
 * One value of a value set.
 *
 * @param id lower-case words joined by underscores; unique over all value sets
 * @param name the name in the literature
 * @param layLabel a label that people without the theory understand
 * @param definition one line: what a person who holds this value wants
 * @param group id of the {@link ValueGroup} it is displayed under
 */
public record ValueDimension(String id, String name, String layLabel, String definition, String group) {

    public ValueDimension {
        requireIdentifier("value id", id);
        requireText("name of " + id, name);
        requireText("lay label of " + id, layLabel);
        requireText("definition of " + id, definition);
        requireIdentifier("group of " + id, group);
    }
}
