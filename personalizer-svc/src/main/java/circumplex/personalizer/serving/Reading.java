package circumplex.personalizer.serving;

import java.util.List;

/**
 * A post as a model sees it.
 *
 * @param scorers whose scores it is made of
 * @param aligned whether any of them went through an alignment
 * @param inputs for each scorer that the model expects its scores
 */
@SuppressWarnings("ArrayRecordComponent")
public record Reading(List<String> scorers, boolean aligned, double[][] inputs) {

    public Reading {
        scorers = List.copyOf(scorers);
    }

    @Override
    public String toString() {
        return "a post read from " + scorers;
    }
}
