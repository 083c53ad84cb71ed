package circumplex.classifier;

import circumplex.kit.call.Page;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import jakarta.inject.Singleton;

/** Lists the value sets of this installation. */
@Singleton
final class ListValueSets {

    /**
     * @param size 0 for the default
     * @param token of the page before, or empty
     */
    Page<ValueSet> list(int size, String token) {
        return Page.of(ValueSets.all().list(), size, token);
    }
}
