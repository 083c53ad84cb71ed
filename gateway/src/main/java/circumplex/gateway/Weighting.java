package circumplex.gateway;

import circumplex.values.ValueSet;
import circumplex.values.WeightVector;

/** The weights of a ranking and where they came from. */
record Weighting(WeightVector weights, Source source) {

    /** All weights 0: the engagement order stays. */
    static Weighting none(ValueSet set) {
        return new Weighting(WeightVector.zero(set), Source.NONE);
    }

    /** Where weights come from. */
    enum Source {
        REQUEST,
        PRESET,
        PROFILE,
        NONE
    }
}
