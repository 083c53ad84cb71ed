package circumplex.personalizer;

import java.util.List;

/**
 * How a person's annotations change the scores of one scorer.
 *
 * @param values those that the person rated, in the order of the set
 */
record CalibrationReport(Basis basis, List<PersonalValue> values) {

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
}
