package circumplex.gateway;

import circumplex.values.WeightVector;

/** The weights of a ranking and where they came from. */
record Weighting(WeightVector weights, Source source) {

    /** Where weights come from. */
    enum Source {
        REQUEST,
        PRESET,
        PROFILE,
        NONE
    }
}
