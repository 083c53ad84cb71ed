package circumplex.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Value sets for tests. */
final class Samples {

    static final ValueSet SCHWARTZ = ValueSets.all().defaultSet();

    private Samples() {}

    /** A set {@code id} version 1 with these values in one group. */
    static ValueSet set(String id, String... valueIds) {
        List<ValueDimension> dimensions = new ArrayList<>();
        for (String valueId : valueIds) {
            dimensions.add(new ValueDimension(valueId, "Name", "Label of " + valueId, "Definition", "everything"));
        }
        return new ValueSet(
                id, 1, "Title", false, List.of(new ValueGroup("everything", "Everything", Optional.empty())), dimensions);
    }
}
