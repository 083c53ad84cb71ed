package circumplex.personalizer;

import circumplex.personalizer.CalibrationReport.PersonalValue;
import circumplex.personalizer.annotation.Tally;
import circumplex.values.ValueSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How annotations changed what is known of how a person sees one value.
 *
 * @param before empty if the value was not rated
 * @param after empty if it is rated no longer
 * @param scoreChange by how much the score of an average post moves, in units of the rating
 */
record ValueChange(String valueId, Optional<PersonalValue> before, Optional<PersonalValue> after, double scoreChange) {

    /** The values of which something else is known in {@code after}, for its latest scorer, in the order of the set. */
    static List<ValueChange> between(Tally before, Tally after) {
        String scorer = after.latestScorer().isEmpty() ? before.latestScorer() : after.latestScorer();
        ValueSet set = after.set();
        BaseRates rates = BaseRates.of(set);
        Map<String, PersonalValue> then = CalibrationReport.values(before, scorer);
        Map<String, PersonalValue> now = CalibrationReport.values(after, scorer);
        List<ValueChange> changes = new ArrayList<>();
        for (int v = 0; v < set.size(); v++) {
            String id = set.dimension(v).id();
            PersonalValue earlier = then.get(id);
            PersonalValue later = now.get(id);
            if (!Objects.equals(earlier, later)) {
                double change = score(rates.get(v), later) - score(rates.get(v), earlier);
                changes.add(new ValueChange(id, Optional.ofNullable(earlier), Optional.ofNullable(later), change));
            }
        }
        return changes;
    }

    /** What this person would rate a post whose base score is the base rate. */
    private static double score(double rate, @Nullable PersonalValue value) {
        return ShrunkGain.shifted(rate, value == null ? 1 : value.gain());
    }
}
