package circumplex.personalizer;

import circumplex.personalizer.annotation.Evidence;
import circumplex.personalizer.annotation.Tally;
import circumplex.values.ValueSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a person's annotations change the scores of one scorer.
 *
 * @param values those that the person rated, in the order of the set
 * @param revision of what is kept about the person
 */
record CalibrationReport(Basis basis, List<PersonalValue> values, long revision) {

    CalibrationReport {
        values = List.copyOf(values);
    }

    /**
     * How this person sees one value.
     *
     * @param gain on the scorer's scale
     * @param ratings how many count; the means are 0 if none does
     */
    record PersonalValue(String valueId, double gain, int ratings, double meanRating, double meanBaseScore) {}

    /** What the annotations say about every value that is rated in any of them, by id, in the order of the set. */
    static Map<String, PersonalValue> values(Tally tally, String scorer) {
        ValueSet set = tally.set();
        Evidence evidence = tally.evidence(scorer);
        ShrunkGain gain = new ShrunkGain(BaseRates.of(set), evidence);
        Map<String, PersonalValue> values = new LinkedHashMap<>();
        for (int v = 0; v < set.size(); v++) {
            if (tally.rated(v)) {
                int count = evidence.count(v);
                String id = set.dimension(v).id();
                values.put(
                        id,
                        new PersonalValue(
                                id,
                                gain.gain(v),
                                count,
                                evidence.ratingSum(v) / (double) Math.max(1, count),
                                evidence.scoreSum(v) / Math.max(1, count)));
            }
        }
        return values;
    }
}
