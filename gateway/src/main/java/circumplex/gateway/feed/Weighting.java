package circumplex.gateway.feed;

import circumplex.values.ValueSet;
import circumplex.values.WeightVector;

/** The weights of a ranking and where they came from. */
public record Weighting(WeightVector weights, Source source) {

    /** All weights 0: the engagement order stays. */
    public static Weighting none(ValueSet set) {
        return new Weighting(WeightVector.zero(set), Source.NONE);
    }

    /** Where weights come from. */
    public enum Source {
        REQUEST,
        PRESET,
        PROFILE,
        NONE
    }
}
